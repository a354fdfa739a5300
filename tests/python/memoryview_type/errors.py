"""What a memoryview refuses."""

import pickle

fixed, free = memoryview(b"abcd"), memoryview(bytearray(b"abcd"))
gone = memoryview(bytearray(b"xy"))
gone.release()
gone.release()
for bad in ["memoryview('abc')", "memoryview()", "memoryview(1)", "memoryview(b'', b'')", "memoryview([1, 2])", "memoryview(None)",
            "fixed[4]", "fixed[-5]", "fixed['a']", "fixed[1.5]", "fixed[None]", "fixed.cast('x')", "fixed.cast('ii')", "fixed.cast(1)",
            "fixed[:3].cast('h')", "fixed[::2].cast('h')", "fixed.cast('h').cast('i')", "fixed.cast('B', [3])", "free < fixed",
            "free + b'a'", "free * 2", "hash(free)", "hash(fixed.cast('H'))", "free.append(1)", "gone[0]", "len(gone)", "gone.tobytes()",
            "gone.format", "list(gone)", "gone.cast('b')", "gone == gone", "gone == b'xy'", "bytes(gone)", "pickle.dumps(free)",
            "free.tobytes('X')", "free.tobytes(order='F')", "free.index('q')", "int(free)", "free.hex(1)", "memoryview(gone)"]:
    try:
        print(bad, "=", eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
for bad in ["fixed[0] = 1", "fixed[1:2] = b'a'", "free[0] = 256", "free[0] = -1", "free[0] = 'a'", "free[0] = b'a'", "free[0] = 1.5",
            "free[4] = 1", "free[1:3] = b'abc'", "free[1:3] = [1, 2]", "free[1:3] = 'ab'", "free['a'] = 1", "del free[0]", "del fixed[0]",
            "free.cast('b')[0] = 128", "free.cast('c')[0] = 1", "free.cast('c')[0] = b'ab'", "free.cast('f')[0] = 'x'",
            "free.cast('H')[0] = 65536", "free[:2] = free.cast('b')[2:]", "free.readonly = True", "free.nbytes = 1", "free.x = 1", "gone[0] = 1"]:
    try:
        exec(bad)
        print(bad, free.tobytes())
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
try:
    class Mine(memoryview):
        pass
except TypeError as error:
    print(error)
