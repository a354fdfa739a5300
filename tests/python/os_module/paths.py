"""os.path on text only."""

import os
from os.path import join, splitext

print(join("a", "b", "c.txt"), join("a/", "b"), join("a", "/b"), os.path.basename("/x/y.tar.gz"), os.path.dirname("/x/y.txt"))
print(splitext("name.tar.gz"), splitext(".hidden"), splitext("plain"), os.path.split("/a/b/c"), os.path.isabs("/a"), os.path.isabs("a"))
print(os.path.normpath("a/./b/../c//d"), os.path.normpath(""), os.path.normpath("/../a"), os.path.sep)
