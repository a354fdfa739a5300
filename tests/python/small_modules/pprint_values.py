from pprint import pformat, pprint

pprint({"b": 1, "a": [1, 2, 3]})
pprint({"name": "a long enough name", "items": list(range(30)), "nested": {"x": {"y": ["z" * 20] * 4}}})
pprint([("alpha", 1), ("beta", 2)], width=20)
print(pformat(list(range(5))), pformat("text"), pformat((1,)))
pprint({"z": 1, "a": 2}, sort_dicts=False)
pprint({"deep": {"er": {"est": 1}}}, depth=2)
