"""heapq: push, pop, heapify, nlargest, merge."""

import heapq

heap = []
for n in (5, 1, 8, 3, 2):
    heapq.heappush(heap, n)
print(heap, heap[0], [heapq.heappop(heap) for _ in range(5)])
data = [9, 4, 7, 1, 8, 2]
heapq.heapify(data)
print(data, heapq.heappushpop(data, 0), heapq.heapreplace(data, 10), data)
print(heapq.nlargest(2, [3, 1, 4, 1, 5]), heapq.nsmallest(3, ["bb", "a", "ccc"], key=len), heapq.nlargest(0, [1]))
print(list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge(["b", "a"], ["c"], reverse=True)), list(heapq.merge("ad", "bC", key=str.lower)))
tasks = []
for priority, name in ((2, "write"), (1, "think"), (3, "sleep")):
    heapq.heappush(tasks, (priority, name))
while tasks:
    print(heapq.heappop(tasks))
try:
    heapq.heappop([])
except IndexError as error:
    print(error)


def dijkstra(graph, start):
    best = {start: 0}
    todo = [(0, start)]
    while todo:
        distance, node = heapq.heappop(todo)
        for other, length in graph[node].items():
            if distance + length < best.get(other, float("inf")):
                best[other] = distance + length
                heapq.heappush(todo, (best[other], other))
    return best


print(dijkstra({"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}, "a"))
