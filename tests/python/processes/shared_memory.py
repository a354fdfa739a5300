"""shared_memory.SharedMemory and ShareableList."""

from multiprocessing import Process
from multiprocessing.shared_memory import ShareableList, SharedMemory


def change(name):
    memory = SharedMemory(name=name)
    memory.buf[0] = 42
    memory.buf[1:4] = b"abc"
    memory.close()


if __name__ == "__main__":
    memory = SharedMemory(create=True, size=16)
    process = Process(target=change, args=(memory.name,))
    process.start()
    process.join()
    print(memory.buf[0], bytes(memory.buf[:5]))
    memory.close()
    memory.unlink()
    try:
        SharedMemory(name="no-such-block")
    except FileNotFoundError as error:
        print(type(error).__name__)
    items = ShareableList([1, 2.5, "text", None, True])
    items[0] = 7
    print(list(items), len(items))
    items.shm.close()
    items.shm.unlink()
