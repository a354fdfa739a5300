"""A subclass of Process with its own run and state."""

from multiprocessing import Pipe, Process


class Worker(Process):
    def __init__(self, number, connection):
        super().__init__(name=f"worker {number}")
        self.number = number
        self.connection = connection

    def run(self):
        self.number *= 10
        self.connection.send((self.name, self.number))


if __name__ == "__main__":
    for i in range(3):
        here, there = Pipe()
        worker = Worker(i, there)
        worker.start()
        print(here.recv())
        worker.join()
        print(worker.number, worker.exitcode)
