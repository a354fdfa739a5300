"""Nested containers, chained subscripts, attribute chains and calls."""

config = {
    "servers": [
        {"name": "a", "ports": [80, 443]},
        {"name": "b", "ports": [8080]},
    ],
    "limits": {"cpu": 2, "memory": {"soft": 1, "hard": 2}},
}
print(config["servers"][0]["ports"][-1], config["limits"]["memory"]["hard"])
config["servers"][1]["ports"].append(9090)
config["limits"]["memory"]["hard"] += 5
config["limits"].setdefault("disk", []).append("ssd")
print(config)
for server in config["servers"]:
    print(server["name"], *server["ports"])


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


chain = Node(1, Node(2, Node(3)))
print(chain.next.next.value)
chain.next.next.value *= 10
print(chain.next.next.value, "a-b".split("-")[1].upper().center(5, "*"))

grid = [[0] * 3 for _ in range(2)]
grid[1][2] = 7
print(grid)
shared = [[0] * 2] * 2
shared[0][0] = 1
print(shared)
loop = [1]
loop.append(loop)
print(loop)
cycle = {"self": None}
cycle["self"] = cycle
print(cycle)
