"""A two-way conversation; EOFError at its end; one-way pipes."""

import pickle
from multiprocessing import Pipe, Process


def echo(connection):
    try:
        while True:
            connection.send(("echo", connection.recv()))
    except EOFError:
        print("child: end", flush=True)


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=echo, args=(there,))
    process.start()
    there.close()
    for message in ("text", 3.5, [1, {"a": (2, None)}], b"bytes"):
        here.send(message)
        print(here.recv())
    print(here.poll(), here.poll(0.01))
    here.send_bytes(pickle.dumps(1))
    print(here.poll(5), here.recv())
    process.kill()
    process.join()
    try:
        here.recv()
    except EOFError as error:
        print("EOFError", error)
    receive, send = Pipe(duplex=False)
    print(receive.readable, receive.writable, send.readable, send.writable)
    for call in (lambda: receive.send(1), send.recv):
        try:
            call()
        except OSError as error:
            print(error)
    send.close()
    print(send.closed)
    try:
        send.send(1)
    except OSError as error:
        print(error)
