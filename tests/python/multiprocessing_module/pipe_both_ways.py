import multiprocessing
def work(connection):
    while True:
        message = connection.recv()
        if message is None:
            break
        connection.send(message * 2)
    connection.close()


if __name__ == "__main__":
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=work, args=(there,))
    process.start()
    for message in (1, "ab", [1, None], {"k": (2.5, b"x")} and [{}]):
        here.send(message)
        print(here.recv())
    here.send(None)
    process.join()
