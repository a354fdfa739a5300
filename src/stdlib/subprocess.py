"""Other programs, simulated: a few commands that print what real ones would.

`sleep`, `echo`, `true`, `false`, `date`, `pwd`, `cat`, `ls`, `seq`, and `python -c "print(...)"`.
Any other one is not found.  A command runs beside the program, without its GIL.
"""

import shlex
import time

import gilsim
from _lines import Lines

__all__ = ["CalledProcessError", "CompletedProcess", "DEVNULL", "PIPE", "Popen", "STDOUT", "SubprocessError", "TimeoutExpired", "call", "check_call", "check_output", "getoutput", "run"]

PIPE = -1
STDOUT = -2
DEVNULL = -3
# From fork to the first line.
_START = 0.002
_next_pid = 5000


class SubprocessError(Exception):
    """Base of the errors here."""


class CalledProcessError(SubprocessError):
    """A command ended with a status other than 0."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode < 0:
            return f"Command '{self.cmd}' died with signal {-self.returncode}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        return self.output


class TimeoutExpired(SubprocessError):
    """A command took too long."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


class CompletedProcess:
    """What came of a command."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            parts.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            parts.append(f"stderr={self.stderr!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def _simulate(words, given):
    """(seconds, status, output, errors) of a command."""
    import _filesystem

    name, args = words[0].rsplit("/", 1)[-1], words[1:]
    if name == "sleep":
        return sum([float(arg) for arg in args]), 0, "", ""
    if name == "echo":
        newline = "" if args[:1] == ["-n"] else "\n"
        return 0, 0, " ".join(args[1:] if not newline else args) + newline, ""
    if name in ("true", ":"):
        return 0, 0, "", ""
    if name == "false":
        return 0, 1, "", ""
    if name == "date":
        return 0, 0, time.strftime("%a %b %d %H:%M:%S UTC %Y") + "\n", ""
    if name == "pwd":
        return 0, 0, _filesystem.working_folder() + "\n", ""
    if name == "hostname":
        return 0, 0, "gilsim\n", ""
    if name == "seq":
        bounds = [int(arg) for arg in args]
        first, last = (1, bounds[0]) if len(bounds) == 1 else (bounds[0], bounds[-1])
        return 0, 0, "".join([f"{n}\n" for n in range(first, last + 1)]), ""
    if name == "ls":
        folder = next((arg for arg in args if not arg.startswith("-")), ".")
        try:
            return 0, 0, "".join([f"{n}\n" for n in sorted(_filesystem.names_in(folder))]), ""
        except OSError:
            return 0, 2, "", f"ls: cannot access '{folder}': No such file or directory\n"
    if name == "cat":
        if not args:
            return 0, 0, given, ""
        text = ""
        for arg in args:
            try:
                with _filesystem.open(arg) as file:
                    text += file.read()
            except OSError:
                return 0, 1, text, f"cat: {arg}: No such file or directory\n"
        return 0, 0, text, ""
    if name.startswith("python") and args[:1] == ["-c"]:
        return 0.02, *_python(args[1])
    if name == "exit":
        return 0, int(args[0]) if args else 0, "", ""
    return None


def _python(code):
    import contextlib
    import io

    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(code, {"__name__": "__main__"})
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
        return status, out.getvalue(), ""
    except Exception as error:
        return 1, out.getvalue(), f"{type(error).__name__}: {error}\n"
    return 0, out.getvalue(), ""


class _Command:
    """One run of a command."""

    def __init__(self, args, shell=False, stdout=None, stderr=None, given=""):
        global _next_pid
        if isinstance(args, str):
            script = args
            parts = [shlex.split(part) for part in script.replace("&&", ";").split(";")] if shell else [[args]]
        else:
            parts = [[str(arg) for arg in args]]
        self.args = args
        self.seconds, self.status, self._out, self._errors = _START, 0, "", ""
        for words in parts:
            if not words:
                continue
            result = _simulate(words, given)
            if result is None:
                if not shell:
                    raise FileNotFoundError(2, "No such file or directory", words[0])
                result = (0, 127, "", f"/bin/sh: 1: {words[0]}: not found\n")
            self.seconds += result[0]
            self.status = result[1]
            self._out += result[2]
            self._errors += result[3]
            if self.status and shell and "&&" in args:
                break
        self.pid = _next_pid
        _next_pid += 1
        if stderr == STDOUT:
            self._out += self._errors
            self._errors = ""
        self._pass_on(stdout, self._out, 1)
        self._pass_on(stderr, self._errors, 2)

    def _pass_on(self, to, text, number):
        """What is not captured goes where the program's own output goes."""
        import sys

        if not text or to in (PIPE, DEVNULL, STDOUT):
            return
        stream = to if to is not None else sys.stdout if number == 1 else sys.stderr
        stream.write(text)
        stream.flush()

    def captured_output(self):
        return self._out.encode()

    def captured_errors(self):
        return self._errors.encode()


class Popen:
    """A command that runs beside the program."""

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, text=None, encoding=None, errors=None, **options):
        self._text = bool(text or universal_newlines or encoding)
        self.args = args
        self._kinds = (stdout, stderr)
        self._stdin = stdin
        self._shell = shell
        self.returncode = None
        self.stdin = None
        self._command = _Command(args, shell, stdout, stderr)
        self.pid = self._command.pid
        self._end = time.monotonic() + self._command.seconds
        self.stdout = self._pipe(stdout, self._command.captured_output())
        self.stderr = self._pipe(stderr, self._command.captured_errors())

    def _pipe(self, kind, data):
        if kind != PIPE:
            return None
        return _Pipe(self, data.decode() if self._text else data)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.wait()

    def __repr__(self):
        return f"<Popen: returncode: {self.returncode} args: {self.args!r}>"

    def poll(self):
        if self.returncode is None and time.monotonic() >= self._end:
            self.returncode = self._command.status
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            left = self._end - time.monotonic()
            if timeout is not None and left > timeout:
                time.sleep(timeout)
                raise TimeoutExpired(self.args, timeout)
            if left > 0:
                time.sleep(left)
            self.returncode = self._command.status
        return self.returncode

    def communicate(self, input=None, timeout=None):
        if input is not None:
            given = input if isinstance(input, str) else input.decode()
            self._command = _Command(self.args, self._shell, *self._kinds, given=given)
        self.wait(timeout)
        out, errors = self._command.captured_output(), self._command.captured_errors()
        if self._text:
            out, errors = out.decode(), errors.decode()
        stdout, stderr = self._kinds
        return out if stdout == PIPE else None, errors if stderr == PIPE else None

    def send_signal(self, sig):
        if self.poll() is None:
            self.returncode = -int(sig)

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)


class _Pipe(Lines):
    """What a command printed, once it is through."""

    def __init__(self, process, text):
        self._process = process
        self._left = text

    def read(self, n=-1):
        self._process.wait()
        end = len(self._left) if n < 0 else n
        text, self._left = self._left[:end], self._left[end:]
        return text

    def readline(self):
        self._process.wait()
        newline = "\n" if isinstance(self._left, str) else b"\n"
        end = self._left.find(newline) + 1 or len(self._left)
        return self.read(end)


    def close(self):
        pass


def run(args, *, input=None, capture_output=False, timeout=None, check=False, **options):
    """Runs a command to its end."""
    if capture_output:
        if options.get("stdout") is not None or options.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        options["stdout"] = options["stderr"] = PIPE
    process = Popen(args, **options)
    out, errors = process.communicate(input, timeout)
    if check and process.returncode:
        raise CalledProcessError(process.returncode, args, out, errors)
    return CompletedProcess(args, process.returncode, out, errors)


def call(args, *, timeout=None, **options):
    return Popen(args, **options).wait(timeout)


def check_call(args, **options):
    status = call(args, **options)
    if status:
        raise CalledProcessError(status, args)
    return 0


def check_output(args, *, timeout=None, **options):
    return run(args, stdout=PIPE, timeout=timeout, check=True, **options).stdout


def getoutput(cmd):
    return run(cmd, shell=True, stdout=PIPE, stderr=STDOUT, text=True).stdout.removesuffix("\n")


def getstatusoutput(cmd):
    done = run(cmd, shell=True, stdout=PIPE, stderr=STDOUT, text=True)
    return done.returncode, done.stdout.removesuffix("\n")
