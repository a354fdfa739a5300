for text in [
    "async def f():\n yield from x",
    "def f(): await x",
    "await x",
    "async def f():\n yield 1\n return 2",
    "def f():\n async with x: pass",
    "[x async for x in y]",
    "async for x in y: pass",
    "lambda: await x",
]:
    try:
        compile(text, "t", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
