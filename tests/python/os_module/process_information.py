"""os: getpid, cpu_count, environ, path, urandom."""

import os

print(type(os.getpid()).__name__, os.getpid() > 0, os.getpid() == os.getpid())
print(os.cpu_count() >= 1, os.process_cpu_count() >= 1, os.name, os.sep, repr(os.linesep))
print(os.environ.get("SURELY_NOT_SET"), os.getenv("SURELY_NOT_SET", "default"))
