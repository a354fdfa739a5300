"""OrderedDict and ChainMap."""

from collections import ChainMap, OrderedDict

od = OrderedDict([("b", 1), ("a", 2)])
od["c"] = 3
od.move_to_end("b")
print(od, list(od), od.popitem(), od.popitem(last=False), od)
od.update(x=1, y=2)
od.move_to_end("y", last=False)
print(list(od.items()), list(reversed(od)), od == OrderedDict(a=2), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1})
try:
    od.move_to_end("missing")
except KeyError as error:
    print("KeyError", error)
cm = ChainMap({"a": 1}, {"a": 10, "b": 20})
print(cm["a"], cm["b"], len(cm), sorted(cm), "b" in cm, cm.get("z", 0), cm)
cm["b"] = 99
print(cm.maps, cm.parents, cm.new_child({"c": 3})["c"], dict(cm))
try:
    cm["zz"]
except KeyError as error:
    print("KeyError", error)
