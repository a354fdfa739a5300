from collections.abc import Mapping, MutableMapping


class Lower(MutableMapping):
    def __init__(self, **kw):
        self.data = {}
        self.update(kw)

    def __getitem__(self, key):
        return self.data[key.lower()]

    def __setitem__(self, key, value):
        self.data[key.lower()] = value

    def __delitem__(self, key):
        del self.data[key.lower()]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


d = Lower(A=1, B=2)
print(d["a"], d.get("Z"), "B" in d, list(d), list(d.items()), d.pop("A"), len(d))
d.setdefault("C", 3)
print(dict(d), d == {"b": 2, "c": 3}, isinstance(d, Mapping), isinstance({}, MutableMapping))
try:
    Mapping()
except TypeError as error:
    print(error)
d.clear()
print(len(d))
