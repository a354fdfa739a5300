import threading
import zlib

pages = [bytes([65 + n]) * 300_000 for n in range(4)]
packed = [None] * 4


def pack(n):
    packed[n] = zlib.compress(pages[n])


threads = [threading.Thread(target=pack, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([zlib.decompress(data) == page for data, page in zip(packed, pages)])
