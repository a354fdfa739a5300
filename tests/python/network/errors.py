import socket

try:
    socket.create_connection(("127.0.0.1", 50999), timeout=1)
except ConnectionRefusedError as error:
    print("refused", error.errno, error.strerror)
a, b = socket.socketpair()
a.sendall(b"ping")
print(b.recv(10))
b.settimeout(0.05)
try:
    b.recv(10)
except TimeoutError as error:
    print("timeout", error)
a.close()
print(b.recv(10))
b.close()
try:
    b.recv(1)
except OSError as error:
    print(error.errno)
