"""Type hints in a threaded program."""

import threading
from queue import Queue
from typing import Callable, Dict, List, Tuple

Task = Tuple[str, Callable[[], int]]


class Runner:
    def __init__(self, tasks: List[Task]) -> None:
        self.tasks: "Queue[Task]" = Queue()
        self.results: Dict[str, int] = {}
        self.lock: threading.Lock = threading.Lock()
        for task in tasks:
            self.tasks.put(task)

    def work(self) -> None:
        while not self.tasks.empty():
            name, function = self.tasks.get()
            value: int = function()
            with self.lock:
                self.results[name] = value

    def run(self, workers: int = 1) -> Dict[str, int]:
        threads: List[threading.Thread] = [threading.Thread(target=self.work) for _ in range(workers)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        return dict(sorted(self.results.items()))


print(Runner([("a", lambda: 1), ("b", lambda: sum(range(10))), ("c", lambda: len("xyz"))]).run())
