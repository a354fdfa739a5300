"""Reading into buffers and writing from them, without copies in between."""

import hashlib
import io
import os
import tempfile
import threading
import zlib

stream = io.BytesIO(b"0123456789")
buffer = bytearray(6)
print(stream.readinto(buffer), buffer, stream.readinto(memoryview(buffer)[2:4]), buffer, stream.readinto(buffer), buffer, stream.readinto(buffer))
out = io.BytesIO()
print(out.write(memoryview(b"abcdef")[1:4]), out.write(memoryview(b"abcdef")[4:]), out.getvalue())
try:
    out.write(memoryview(b"abcdef")[::2])
except BufferError as error:
    print(error)
with out.getbuffer() as view:
    view[0] = ord("B")
print(out.getvalue())
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "data.bin")
    with open(path, "wb") as file:
        print(file.write(memoryview(bytes(range(100)))[10:20]), file.write(bytearray(b"xyz")))
    with open(path, "rb") as file:
        place = memoryview(bytearray(16))
        count = file.readinto(place[3:])
        print(count, place.tobytes())
data = bytes(range(256)) * 4
view = memoryview(data)
print(hashlib.sha256(view).hexdigest() == hashlib.sha256(data).hexdigest(), zlib.crc32(view[10:]) == zlib.crc32(data[10:]),
      zlib.decompress(zlib.compress(view)) == data)

total = bytearray(12)
chunks = [memoryview(total)[at : at + 4] for at in range(0, 12, 4)]


def work(number, chunk):
    for at in range(len(chunk)):
        chunk[at] = number * 10 + at


threads = [threading.Thread(target=work, args=pair) for pair in enumerate(chunks)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(list(total))
