import subprocess

try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as error:
    print(error, error.returncode, error.cmd)
try:
    subprocess.run(["no-such-command-here"])
except FileNotFoundError as error:
    print(error)
try:
    subprocess.run(["sleep", "2"], timeout=0.1)
except subprocess.TimeoutExpired as error:
    error.timeout = 0.1
    print(error)
