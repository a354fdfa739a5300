import socket
import threading


def serve(server):
    conn, addr = server.accept()
    with conn:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data.upper())


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 50907))
server.listen()
thread = threading.Thread(target=serve, args=(server,))
thread.start()
with socket.socket() as client:
    client.connect(("127.0.0.1", 50907))
    for message in [b"hello", b"world"]:
        client.sendall(message)
        print(client.recv(1024))
thread.join()
server.close()
print("closed")
