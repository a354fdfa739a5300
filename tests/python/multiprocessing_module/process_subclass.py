import multiprocessing
class Worker(multiprocessing.Process):
    def __init__(self, number):
        super().__init__()
        self.number = number

    def run(self):
        print(self.name, self.number * 2)


if __name__ == "__main__":
    for number in range(3):
        worker = Worker(number)
        worker.start()
        worker.join()
