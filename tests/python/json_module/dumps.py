import json

print(json.dumps({"name": "Ada", "age": 36, "tags": ["a", "b"], "ok": True, "none": None}))
print(json.dumps([1, 2.5, -3, 1e20, "tab\there", "quote\"s", "é", "\u2028"]))
print(json.dumps({"b": 1, "a": [1, {"x": {}}], "c": []}, indent=2))
print(json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")))
print(json.dumps({1: "int", None: "none", True: "bool", 2.5: "float"}))
print(json.dumps("日本", ensure_ascii=False), json.dumps("😀"))
print(json.dumps((1, 2)), json.dumps([]), json.dumps({}))
print(json.dumps([float("inf"), float("nan")]))
print(json.dumps([1, [2, [3]]], indent="\t"))
