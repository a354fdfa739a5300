import socket
import threading
import time

server = socket.create_server(("127.0.0.1", 50908))


def handle(conn):
    with conn:
        name = conn.recv(100).decode()
        conn.sendall(f"hello {name}".encode())


def serve():
    handlers = []
    for _ in range(3):
        conn, _ = server.accept()
        handler = threading.Thread(target=handle, args=(conn,))
        handler.start()
        handlers.append(handler)
    for handler in handlers:
        handler.join()


results = {}


def client(name, delay):
    time.sleep(delay)
    with socket.create_connection(("127.0.0.1", 50908)) as s:
        s.sendall(name.encode())
        results[name] = s.recv(100).decode()


accepting = threading.Thread(target=serve)
accepting.start()
clients = [threading.Thread(target=client, args=(n, i * 0.05)) for i, n in enumerate("abc")]
for c in clients:
    c.start()
for c in clients:
    c.join()
accepting.join()
server.close()
print(sorted(results.items()))
