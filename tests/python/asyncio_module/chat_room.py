import asyncio


class Room:
    def __init__(self):
        self.members = {}

    async def join(self, name):
        self.members[name] = asyncio.Queue()
        await self.say("room", f"{name} joined")

    async def say(self, sender, text):
        for name, queue in self.members.items():
            if name != sender:
                await queue.put(f"{sender}: {text}")

    async def listen(self, name, count):
        for _ in range(count):
            print(f"[{name}]", await self.members[name].get())


async def main():
    room = Room()
    await room.join("ann")
    await room.join("bob")
    listeners = [asyncio.create_task(room.listen("ann", 3)), asyncio.create_task(room.listen("bob", 2))]
    await room.say("ann", "hi bob")
    await room.say("bob", "hi ann")
    await asyncio.gather(*listeners)


asyncio.run(main())
