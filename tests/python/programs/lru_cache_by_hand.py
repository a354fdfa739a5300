"""A cache with a doubly linked list, tested against a plain model."""


class Node:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.before = self.after = self


class Cache:
    def __init__(self, size):
        self.size = size
        self.nodes = {}
        self.root = Node()
        self.hits = self.misses = 0

    def _unlink(self, node):
        node.before.after, node.after.before = node.after, node.before

    def _link(self, node):
        last = self.root.before
        last.after = self.root.before = node
        node.before, node.after = last, self.root

    def get(self, key, default=None):
        node = self.nodes.get(key)
        if node is None:
            self.misses += 1
            return default
        self.hits += 1
        self._unlink(node)
        self._link(node)
        return node.value

    def put(self, key, value):
        if key in self.nodes:
            node = self.nodes[key]
            node.value = value
            self._unlink(node)
        else:
            if len(self.nodes) >= self.size:
                oldest = self.root.after
                self._unlink(oldest)
                del self.nodes[oldest.key]
            node = self.nodes[key] = Node(key, value)
        self._link(node)

    def keys(self):
        node = self.root.after
        while node is not self.root:
            yield node.key
            node = node.after


cache = Cache(3)
for key in "abcd":
    cache.put(key, key.upper())
print(list(cache.keys()), cache.get("a"), cache.get("b"), list(cache.keys()))
cache.put("e", "E")
cache.put("b", "changed")
print(list(cache.keys()), cache.get("b"), cache.hits, cache.misses, cache.get("zz", "default"))
model, seed = [], 7
tested = Cache(4)
for _ in range(300):
    seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
    key = seed // 65536 % 7
    if seed % 3:
        tested.put(key, seed)
        if key in model:
            model.remove(key)
        model.append(key)
        model[:] = model[-4:]
    elif tested.get(key) is not None:
        model.remove(key)
        model.append(key)
    assert list(tested.keys()) == model, (model, list(tested.keys()))
print("model agrees", model, tested.hits, tested.misses)
