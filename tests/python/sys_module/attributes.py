"""What programs ask sys about."""

import sys

print(sys.argv, type(sys.version).__name__, sys.version_info >= (3, 8), sys.version_info[0], sys.version_info.major)
print(sys.maxsize, sys.byteorder, sys.platform, sys.implementation.name)
print(sys.getrecursionlimit(), sys.getswitchinterval(), "sys" in sys.modules, "__main__" in sys.modules)
print(sys.stdout.write("text\n"), sys.stdout.flush(), sys.stderr is not sys.stdout)
print(sys.exc_info(), callable(sys.exit), sys.float_info.max, sys.float_info.epsilon, sys.getdefaultencoding())
print(type(sys.path).__name__, sys.version.split(".")[0], sys.hexversion >> 24, isinstance(sys.flags.optimize, int))
