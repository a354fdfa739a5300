import asyncio


async def run(*command):
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    out, err = await process.communicate()
    return process.returncode, out


async def main():
    print(await run("echo", "hello"))
    print(await asyncio.gather(run("sleep", "0.05"), run("false")))
    process = await asyncio.create_subprocess_shell("echo one; echo two", stdout=asyncio.subprocess.PIPE)
    print(await process.stdout.readline(), await process.wait())


asyncio.run(main())
