"""The subscript that fails among several is marked."""

data = {"users": [{"name": "Ada"}, {"name": "Bob"}]}
print(data["users"][0]["name"])
print(data["users"][1]["email"].upper())
