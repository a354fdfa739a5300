"""What can be read line by line: files, pipes, sockets, answers."""


class Lines:
    """Iteration by `readline`."""

    def readlines(self):
        return list(self)

    def __iter__(self):
        while True:
            line = self.readline()
            if not line:
                return
            yield line
