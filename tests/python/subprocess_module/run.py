import subprocess

done = subprocess.run(["echo", "hello", "world"], capture_output=True, text=True)
print(done.stdout, done.returncode, repr(done.stderr))
print(subprocess.run(["echo", "-n", "x"], stdout=subprocess.PIPE))
print(subprocess.check_output(["echo", "bytes"]))
print(subprocess.run("echo one; echo two", shell=True, capture_output=True, text=True).stdout.split())
print(subprocess.run(["cat"], input="given\n", text=True, capture_output=True).stdout)
print(subprocess.run(["false"]).returncode, subprocess.call(["true"]))
print(subprocess.getoutput("echo got"))
