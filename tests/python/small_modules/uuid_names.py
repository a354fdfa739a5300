import uuid

print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "x"))
u = uuid.UUID("12345678123456781234567812345678")
print(u, repr(u), u.hex, u.int, u.version, u.bytes[:2])
one, two = uuid.uuid4(), uuid.uuid4()
print(one != two, one.version, len(str(one)), str(one).count("-"))
try:
    uuid.UUID("xyz")
except ValueError as error:
    print(error)
