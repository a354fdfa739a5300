import subprocess
import time

start = time.perf_counter()
processes = [subprocess.Popen(["sleep", "0.2"]) for _ in range(3)]
print([p.poll() for p in processes])
print([p.wait() for p in processes])
print(round(time.perf_counter() - start, 1))
with subprocess.Popen(["echo", "out"], stdout=subprocess.PIPE, text=True) as p:
    print(p.stdout.read())
    out, err = p.communicate()
print(p.returncode, err)
