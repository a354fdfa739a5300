import os.path

print(os.path.join("a", "b", "/c"), os.path.split("/x/y.txt"), os.path.splitext("y.tar.gz"))
print(os.path.basename("/a/b/"), os.path.dirname("/a/b"), os.path.normpath("a//b/../c/./d"))
print(os.path.isabs("/a"), os.path.commonprefix(["abc", "abd"]), os.path.expanduser("x"), os.sep)
print(os.path.exists("/"), os.path.isdir("/tmp"), os.path.isfile("/tmp"))
