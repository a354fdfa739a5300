"""A small event loop with virtual time, made of generators and a heap."""

import heapq
from collections import deque


class Sleep:
    def __init__(self, seconds):
        self.seconds = seconds


class Loop:
    def __init__(self):
        self.now = 0
        self.ready = deque()
        self.sleeping = []
        self.sequence = 0
        self.log = []

    def spawn(self, task):
        self.ready.append((task, None))

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.sleeping)
                self.ready.append((task, self.now))
            task, value = self.ready.popleft()
            try:
                request = task.send(value)
            except StopIteration as stop:
                self.log.append((self.now, "finished", stop.value))
                continue
            if isinstance(request, Sleep):
                self.sequence += 1
                heapq.heappush(self.sleeping, (self.now + request.seconds, self.sequence, task))
            else:
                self.ready.append((task, request))


loop = Loop()


def ticker(name, period, times):
    for i in range(times):
        now = yield Sleep(period)
        loop.log.append((now, name, i))
    return name


def parent():
    yield "started"
    loop.spawn(ticker("child", 5, 1))
    yield from ticker("parent", 2, 2)
    return "parent"


loop.spawn(ticker("a", 3, 2))
loop.spawn(parent())
loop.run()
for entry in loop.log:
    print(*entry)
