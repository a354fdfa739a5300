import json

for text in ["", "{", "[1,]", '{"a" 1}', "nul", '{"a": }', "[1 2]", '"abc', "{'a': 1}", "1 2", '{"a":1,}', '"\\x"']:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(repr(text), "->", error, error.lineno, error.colno, error.pos)
try:
    json.dumps({"x": object})
except TypeError as error:
    print(error)
try:
    json.dumps({(1, 2): 3})
except TypeError as error:
    print(error)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
