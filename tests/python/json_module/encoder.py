import json
from datetime import date


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        if isinstance(o, date):
            return o.isoformat()
        return super().default(o)


print(json.dumps({"s": {3, 1, 2}, "d": date(2024, 2, 29)}, cls=Encoder))
print(json.dumps({1, 2}, default=list))
try:
    json.dumps(3j if False else object(), cls=Encoder)
except TypeError as error:
    print(error)
