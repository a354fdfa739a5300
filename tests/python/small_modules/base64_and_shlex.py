import base64
import shlex

for data in [b"", b"a", b"ab", b"abc", bytes(range(250, 256))]:
    text = base64.b64encode(data)
    print(text, base64.b64decode(text) == data, base64.urlsafe_b64encode(data))
print(shlex.split("cp 'my file' \"other one\" plain\\ space"), shlex.quote("it's"), shlex.join(["a b", "c"]))
