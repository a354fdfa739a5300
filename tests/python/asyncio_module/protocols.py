import asyncio

class EchoServer(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print("connection from", transport.get_extra_info("peername")[0])
    def data_received(self, data):
        print("data received:", data.decode())
        self.transport.write(data)
        self.transport.close()
    def connection_lost(self, exc):
        print("server lost", exc)

class EchoClient(asyncio.Protocol):
    def __init__(self, message, lost):
        self.message = message
        self.lost = lost
    def connection_made(self, transport):
        transport.write(self.message.encode())
        print("sent", self.message)
        if transport.can_write_eof():
            transport.write_eof()
    def data_received(self, data):
        print("received", data.decode())
    def eof_received(self):
        print("eof")
    def connection_lost(self, exc):
        print("client lost", exc)
        self.lost.set_result(True)

async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(EchoServer, "127.0.0.1", 8899)
    print(server.sockets[0].getsockname(), server.is_serving())
    lost = loop.create_future()
    transport, protocol = await loop.create_connection(lambda: EchoClient("hi", lost), "127.0.0.1", 8899)
    await lost
    transport.close()
    server.close()
    await server.wait_closed()
    print("served")

asyncio.run(main())

async def tcp_echo_client():
    reader, writer = await asyncio.open_connection("127.0.0.1", 8890)
    for m in ("a","bb"):
        writer.write(m.encode()); await writer.drain()
        print("got", await reader.readexactly(len(m)))
    writer.close(); await writer.wait_closed()
async def handle(reader, writer):
    while True:
        d = await reader.read(100)
        if not d: break
        writer.write(d); await writer.drain()
    addr = writer.get_extra_info("peername"); print(addr[0])
    writer.close()
async def both():
    server = await asyncio.start_server(handle, "127.0.0.1", 8890)
    serving = asyncio.create_task(server.serve_forever())
    await tcp_echo_client()
    await asyncio.sleep(.05)
    serving.cancel()
    try: await serving
    except asyncio.CancelledError: print("stopped")
asyncio.run(both())
