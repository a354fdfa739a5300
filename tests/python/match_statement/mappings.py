def f(event):
    match event:
        case {"type": "click", "pos": (x, y)}:
            return f"click {x},{y}"
        case {"type": "key", "key": key, **rest}:
            return f"key {key} {rest}"
        case {"nested": {"deep": [a, {"b": b}]}}:
            return f"nested {a} {b}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


print(f({"type": "click", "pos": (1, 2)}))
print(f({"type": "key", "key": "q", "ctrl": True}))
print(f({"nested": {"deep": [1, {"b": 2, "c": 3}]}}))
print(f({}), f({"x": 1}), f([]))
