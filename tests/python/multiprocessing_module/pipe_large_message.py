import multiprocessing
def work(connection):
    connection.send(list(range(20000)))


if __name__ == "__main__":
    receiver, sender = multiprocessing.Pipe(False)
    process = multiprocessing.Process(target=work, args=(sender,))
    process.start()
    print(sum(receiver.recv()))
    process.join()
