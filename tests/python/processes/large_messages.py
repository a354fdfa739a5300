"""Messages larger than a pipe's buffer."""

from multiprocessing import Pipe, Process


def child(connection):
    data = connection.recv()
    connection.send(len(data))
    connection.send_bytes(bytes(200_000))


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=child, args=(there,))
    process.start()
    here.send("x" * 500_000)
    print(here.recv())
    print(len(here.recv_bytes()))
    process.join()
