"""KeyError shows the repr of the key."""

ages = {"Ada": 36}
print(ages["Ada"])
print(ages["Grace Hopper"])
