"""Without configuration: warnings and above, on stderr."""

import logging

logging.debug("not shown")
logging.info("not shown")
logging.warning("watch out")
logging.error("bad: %s", "value")
logging.critical("%d of %d failed", 3, 7)
print(logging.getLogger().level, logging.getLevelName(30), logging.getLevelName("ERROR"))
