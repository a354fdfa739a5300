import threading
from collections import Counter
from functools import reduce

TEXT = """the quick brown fox jumps over the lazy dog
the dog barks and the fox runs
a fox is not a dog and a dog is not a fox
quick quick slow"""


def mapper(line, results, index):
    results[index] = Counter(line.split())


lines = TEXT.splitlines()
results = [None] * len(lines)
threads = [threading.Thread(target=mapper, args=(line, results, i)) for i, line in enumerate(lines)]
for t in threads:
    t.start()
for t in threads:
    t.join()
total = reduce(lambda a, b: a + b, results)
for word, count in total.most_common(5):
    print(f"{word:<8}{count:>3}")
