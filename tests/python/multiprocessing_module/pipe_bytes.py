import multiprocessing
if __name__ == "__main__":
    receiver, sender = multiprocessing.Pipe(duplex=False)
    sender.send_bytes(b"hello world", 6)
    print(receiver.recv_bytes())
    sender.send_bytes(b"abc")
    buffer = bytearray(5)
    print(receiver.recv_bytes_into(buffer, 1), buffer)
    print(receiver.poll(), receiver.poll(0.01))
    sender.send([1, 2])
    print(receiver.poll(), receiver.recv())
    print(receiver.readable, receiver.writable, receiver.closed)
