"""multiprocessing.connection.wait over connections and sentinels."""

import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def say(connection, text, delay):
    time.sleep(delay)
    connection.send(text)
    connection.close()


if __name__ == "__main__":
    readers = []
    for i, text in enumerate(("first", "second", "third")):
        reader, writer = Pipe(duplex=False)
        readers.append(reader)
        Process(target=say, args=(writer, text, 0.15 * i)).start()
        writer.close()
    while readers:
        for reader in wait(readers):
            try:
                print(reader.recv())
            except EOFError:
                readers.remove(reader)
    process = Process(target=time.sleep, args=(0.1,))
    process.start()
    print(wait([process.sentinel], timeout=0.01))
    print(wait([process.sentinel]) == [process.sentinel])
