import logging
import os

path = "/tmp/gilsim_app.log"
logging.basicConfig(filename=path, filemode="w", level=logging.INFO, format="%(levelname)s %(message)s")
logging.debug("no")
logging.info("first")
logging.error("second")
logging.shutdown()
with open(path) as f:
    print(f.read(), end="")
os.remove(path)
