import asyncio


async def handle(reader, writer):
    while data := await reader.readline():
        message = data.decode().strip()
        print("server got", message)
        writer.write(f"echo {message}\n".encode())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(port, messages):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for message in messages:
        writer.write(message.encode() + b"\n")
        await writer.drain()
        print("client got", (await reader.readline()).decode().strip())
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 51234)
    async with server:
        await client(51234, ["one", "two"])
    try:
        await asyncio.open_connection("127.0.0.1", 51999)
    except ConnectionRefusedError:
        print("refused")


asyncio.run(main())
