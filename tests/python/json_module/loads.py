import json

data = json.loads('{"a": [1, 2.5, -3e2, true, false, null], "b": {"c": "d\\u00e9\\n"}}')
print(data)
print(json.loads("  [1 , 2 ]  "), json.loads('"x"'), json.loads("12"), json.loads("-0.5"))
print(type(json.loads("1")), type(json.loads("1.0")), json.loads(b'{"k": 1}'))
print(json.loads('{"a": 1, "a": 2}'))
print(json.loads('{"x": 1}', object_hook=lambda d: sorted(d.items())))
print(json.loads("[1.5]", parse_float=str), json.loads('"\\ud83d\\ude00"'))
