import multiprocessing
def work(connection):
    connection.send("one")
    connection.close()


if __name__ == "__main__":
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(sender,))
    process.start()
    sender.close()
    print(receiver.poll(5), receiver.recv())
    try:
        receiver.recv()
    except EOFError:
        print("end")
    process.join()
    for attempt in (lambda: receiver.send(1), sender.recv):
        try:
            attempt()
        except OSError as error:
            print(error)
