"""Other programs as asynchronous processes, as far as they are simulated."""

from . import tasks

PIPE = -1
STDOUT = -2
DEVNULL = -3

__all__ = ["create_subprocess_exec", "create_subprocess_shell"]


class Process:
    """A simulated command; see the module subprocess for which there are."""

    def __init__(self, command):
        self._command = command
        self.pid = command.pid
        self.returncode = None
        self.stdin = None
        self.stdout = None
        self.stderr = None

    async def _finish(self):
        if self.returncode is None:
            await tasks.sleep(self._command.seconds)
            self.returncode = self._command.status
        return self.returncode

    async def wait(self):
        return await self._finish()

    async def communicate(self, input=None):
        await self._finish()
        return self._command.captured_output(), self._command.captured_errors()

    def terminate(self):
        self.returncode = -15

    def kill(self):
        self.returncode = -9

    def __repr__(self):
        return f"<Process {self.pid}>"


class _Reader:
    """What a command prints, once it is through."""

    def __init__(self, process, text):
        self._process = process
        self._left = text

    async def read(self, n=-1):
        await self._process._finish()
        if n < 0:
            text, self._left = self._left, b""
        else:
            text, self._left = self._left[:n], self._left[n:]
        return text

    async def readline(self):
        await self._process._finish()
        end = self._left.find(b"\n") + 1
        if end == 0:
            end = len(self._left)
        line, self._left = self._left[:end], self._left[end:]
        return line

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


async def _start(args, shell, stdout, stderr):
    import subprocess

    command = subprocess._Command(args, shell=shell, stdout=stdout, stderr=stderr)
    process = Process(command)
    if stdout == PIPE:
        process.stdout = _Reader(process, command.captured_output())
    if stderr == PIPE:
        process.stderr = _Reader(process, command.captured_errors())
    return process


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, **options):
    return await _start([program, *args], False, stdout, stderr)


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, **options):
    return await _start(cmd, True, stdout, stderr)
