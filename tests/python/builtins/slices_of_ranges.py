# A slice of a range is a range, however long, and costs nothing by its length.
big = 2**63 - 1
print(range(5)[::big], range(0, 10, 3)[::big], range(0, 10, 3)[::-big])
print(range(2**62)[::2], len(range(2**62)[1::2]))
print(range(10)[2:7], range(10)[7:2], range(10)[7:2:-1], range(10)[::-1])
print(range(10, 0, -3)[1:], range(10, 0, -3)[::-2], range(0)[::2], range(3)[5:])
print(range(2**70)[3:2**40], range(-(2**70), 0)[:5])
items = list(range(5))
print(items[::big], items[::-big], items[2:0:-big], items[big:-big:-big], items[-big:big:big])
items[::big] = ["nine"]
print(items)
del items[::big]
print(items)
print("abc"[::-big], (1, 2)[::big], bytes(range(6))[5::-big])
