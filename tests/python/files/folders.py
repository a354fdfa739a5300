import os
import shutil

base = "/tmp/gilsim_folder"
os.makedirs(base + "/a/b")
for name in ["one.txt", "two.log", "a/three.txt"]:
    with open(os.path.join(base, name), "w") as f:
        f.write(name)
print(sorted(os.listdir(base)), os.path.isdir(base), os.path.isfile(base + "/one.txt"))
for folder, folders, files in os.walk(base):
    print(folder, sorted(folders), sorted(files))
print(os.path.getsize(base + "/one.txt"), os.path.basename(base), os.path.splitext("x.tar.gz"))
os.rename(base + "/one.txt", base + "/uno.txt")
print(sorted(entry.name for entry in os.scandir(base) if entry.is_file()))
try:
    os.rmdir(base)
except OSError as error:
    print(error.strerror)
os.makedirs(base, exist_ok=True)
shutil.rmtree(base)
print(os.path.exists(base))
