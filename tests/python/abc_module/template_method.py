"""Template methods and mixins over abstract bases."""

from abc import ABC, abstractmethod


class Job(ABC):
    def __init__(self, name):
        self.name = name
        self.log = []

    def execute(self):
        self.log.append("setup")
        try:
            result = self.work()
        except Exception as error:
            self.log.append(f"failed: {error}")
            return None
        else:
            self.log.append("done")
            return result
        finally:
            self.log.append("teardown")

    @abstractmethod
    def work(self):
        ...


class Sum(Job):
    def __init__(self, *numbers):
        super().__init__("sum")
        self.numbers = numbers

    def work(self):
        return sum(self.numbers)


class Fails(Job):
    def work(self):
        raise RuntimeError("broken")


for job in (Sum(1, 2, 3), Fails("fails")):
    print(job.name, job.execute(), job.log)
try:
    Job("plain")
except TypeError as error:
    print(error)


class LoggingMixin:
    def work(self):
        self.log.append("logged")
        return super().work()


class LoggedSum(LoggingMixin, Sum):
    pass


job = LoggedSum(4, 5)
print(job.execute(), job.log, [c.__name__ for c in LoggedSum.__mro__[:3]])
