import threading
import time


class Cache:
    def __init__(self):
        self._data, self._lock = {}, threading.Lock()
        self.misses = 0

    def get(self, key, load):
        try:
            return self._data[key]
        except KeyError:
            with self._lock:
                if key not in self._data:
                    self.misses += 1
                    self._data[key] = load(key)
                return self._data[key]


def load(key):
    time.sleep(0.01)
    return key.upper()


cache, results = Cache(), []
threads = [threading.Thread(target=lambda k=k: results.append(cache.get(k, load))) for k in "abab"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), cache.misses)
