import io
import json

stream = io.StringIO()
json.dump({"k": [1, 2]}, stream, indent=1)
print(stream.getvalue())
stream.seek(0)
print(json.load(stream))
