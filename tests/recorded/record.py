"""Records what CPython's built-in types do, for tests/recorded.rs.

    PYTHONHASHSEED=0 PYENV_VERSION=3.13.0 python3.13 tests/recorded/record.py

Writes one JSON array per line into the .jsonl files beside this script: the operation, its
operands, and last the result. An exception is recorded as "!ValueError: its message".
"""

import itertools
import json
import math
import os
import random
import struct
import sys
import time

assert sys.version_info[:2] == (3, 13) and os.environ.get("PYTHONHASHSEED") == "0"
HERE = os.path.dirname(os.path.abspath(__file__))
rng = random.Random(20240607)


def attempt(function):
    """The result, or the exception as a string."""
    try:
        return function()
    except Exception as error:
        text = str(error)
        if isinstance(error, KeyError):
            text = repr(error.args[0])
        return f"!{type(error).__name__}: {text}"


def bits(value):
    """A float, exactly; all NaNs are one."""
    return "7ff8000000000000" if value != value else struct.pack(">d", value).hex()


def plain(value):
    """A result in JSON: big numbers as text, floats as bits, tuples as lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return hex(value)
    if isinstance(value, float):
        return bits(value)
    if isinstance(value, complex):
        return [bits(value.real), bits(value.imag)]
    if isinstance(value, (bytes, bytearray)):
        return ["bytes", *value]
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    raise TypeError(type(value))


def write(name, rows, longest=2500, keep=2500):
    rows = list(rows)
    if len(rows) > keep:
        rows = [rows[i] for i in sorted(rng.sample(range(len(rows)), keep))]
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        count = 0
        for row in rows:
            line = json.dumps(row, ensure_ascii=False)
            try:
                line.encode()
            except UnicodeEncodeError:
                continue
            # Long numbers are all alike.
            if len(line) < longest:
                out.write(line + "\n")
                count += 1
    print(name, count)


# Sets: programs of operations, and the order after each.

def set_rows():
    def keys(kind, count):
        if kind == "small":
            return [rng.randrange(40) for _ in range(count)]
        if kind == "int":
            return [rng.choice([rng.randrange(-10**6, 10**6), rng.getrandbits(62), rng.randrange(99) * 64])
                    for _ in range(count)]
        return ["".join(rng.choices("abcdefgh", k=rng.randrange(0, 6))) for _ in range(count)]

    for kind in ["small", "int", "str"]:
        for size in [0, 3, 4, 5, 8, 20, 33, 100, 700]:
            for _ in range(3):
                a, b = keys(kind, size), keys(kind, rng.choice([0, 2, size // 9, size, size * 9]))
                program = []
                one, two = set(), set()
                for key in a:
                    one.add(key)
                for key in b:
                    two.add(key)
                for key in rng.sample(a, len(a) // 3) + b[:3]:
                    one.discard(key)
                    program.append(key)
                results = {
                    "a": one, "b": two, "copy": set(one), "or": one | two, "and": one & two,
                    "sub": one - two, "xor": one ^ two, "rsub": two - one, "rxor": two ^ one,
                }
                for name, method in [("ior", set.update), ("isub", set.difference_update),
                                     ("ixor", set.symmetric_difference_update)]:
                    target = set(one)
                    method(target, two)
                    results[name] = target
                added = set(one)
                for key in b:
                    added.add(key)
                results["added"] = added
                results["readd"] = set(added)
                results["fromdict"] = set(dict.fromkeys(a))
                popping = set(one)
                results["popped"] = [popping.pop() for _ in range(len(popping) // 2)]
                for key in b[:7]:
                    popping.add(key)
                results["rest"] = popping
                yield [kind, a, program, b, {k: list(v) for k, v in results.items()}]


# Numbers.

INTS = [0, 1, -1, 2, -2, 3, 7, -7, 10, 63, 64, 100, 255, 256, -256, 12345, 2**31, -2**31, 2**53,
        2**53 + 1, -2**53 - 1, 2**62, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64, 10**18, 10**19, 10**30,
        -10**30, 2**100 + 1, 3**200, 7**300, -(5**250), 2**1023, 2**1024 - 2**970, 2**1024 - 2**970 - 1,
        2**1100 + 12345, 10**308, 10**400]


def int_rows():
    binary = {
        "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
        "floor_div": lambda a, b: a // b, "modulo": lambda a, b: a % b, "divmod": divmod,
        "true_div": lambda a, b: a / b, "and": lambda a, b: a & b, "or": lambda a, b: a | b,
        "xor": lambda a, b: a ^ b,
    }
    pairs = list(itertools.product(INTS, INTS))
    more = [(rng.getrandbits(rng.randrange(1, 200)) * rng.choice([1, -1]),
             rng.getrandbits(rng.randrange(1, 200)) * rng.choice([1, -1])) for _ in range(200)]
    for name, function in binary.items():
        for a, b in rng.sample(pairs, 220) + more:
            yield [name, plain(a), plain(b), plain(attempt(lambda: function(a, b)))]
    shifts = [0, 1, 5, 62, 63, 64, 65, 100, 1000, -1, 10**30, -10**30]
    for a, b in itertools.product(INTS[:32], shifts):
        if b < 10**5 or a == 0:
            yield ["shl", plain(a), plain(b), plain(attempt(lambda: a << b))]
        yield ["shr", plain(a), plain(b), plain(attempt(lambda: a >> b))]
    yield ["shl", "0x1", hex(10**30), attempt(lambda: 1 << 10**30)]
    exponents = [0, 1, 2, 3, 10, 63, 64, -1, -2, -3]
    for a, b in itertools.product(INTS[:35], exponents):
        yield ["pow", plain(a), plain(b), plain(attempt(lambda: a**b))]
    for a, b in [(0, 10**30), (1, 10**30), (-1, 10**30), (-1, 10**30 + 1), (10**400, -1), (2, -10**400)]:
        yield ["pow", plain(a), plain(b), plain(attempt(lambda: a**b))]
    for _ in range(300):
        a, b, m = (rng.choice(INTS) for _ in range(3))
        yield ["pow_mod", plain(a), plain(b), plain(m), plain(attempt(lambda: pow(a, b, m)))]
    for a in INTS + [rng.getrandbits(n) for n in range(50, 1100, 7)]:
        for sign in (1, -1):
            v = a * sign
            yield ["hash", plain(v), plain(hash(v))]
            yield ["bit_length", plain(v), plain(v.bit_length())]
            yield ["bit_count", plain(v), plain(v.bit_count())]
            yield ["neg", plain(v), plain(-v)]
            yield ["abs", plain(v), plain(abs(v))]
            yield ["invert", plain(v), plain(~v)]
            yield ["isqrt", plain(v), plain(attempt(lambda: math.isqrt(v)))]
            yield ["float", plain(v), plain(attempt(lambda: float(v)))]
            yield ["str", plain(v), plain(attempt(lambda: str(v)))]
            for n in (-1, -2, -18, -30, -400, 3):
                yield ["round", plain(v), plain(n), plain(round(v, n))]
    for v in [0, 1, -1, 127, 128, 255, 256, -128, -129, 2**64, -2**63, 10**30]:
        for length, big, signed in itertools.product([0, 1, 2, 8, 16], [True, False], [True, False]):
            order = "big" if big else "little"
            result = attempt(lambda: v.to_bytes(length, order, signed=signed))
            yield ["to_bytes", plain(v), length, big, signed, plain(result)]
            if isinstance(result, bytes):
                yield ["from_bytes", list(result), big, signed,
                       plain(int.from_bytes(result, order, signed=signed))]
    for v in INTS:
        for f in [0.0, -0.0, 1.0, 0.5, -0.5, 2.0**53, 2.0**53 + 2, 2.0**63, -2.0**63, 1e18, 1e19, 1e30, 1e308,
                  math.inf, -math.inf, math.nan, 1e-300, 12345.5]:
            order = None if f != f else (v > f) - (v < f)
            yield ["compare", plain(v), bits(f), order]
    texts = ["", " ", "0", "-0", "+5", "12", " 12\n", "1_000", "1__0", "_1", "1_", "0x1f", "0X1F", "0x_1f", "0x__1",
             "0x", "0b101", "0b2", "0o17", "0o8", "012", "00", "0_0", "0_1", "z", "Zz", "1 2", "+-1", "- 1", "a'b",
             "\u0661\u0662", "\u30001", "\x1f1", "1\x00", "x" * 250, "\n" * 150, "9" * 4301, "-" + "9" * 4301,
             "1" * 4301 + "z", "99999999999999999999", "-9223372036854775808", "9223372036854775808", "é", "'\"",
             "１２_３", "0b_1", "1.5", "--1", "0x-1", "\t5\r", "5\x85", "\u200b5", "0B1", "1e5", "\U0001d7d9"]
    for text in texts:
        for base in [10, 0, 2, 8, 16, 36, 3, 1, 37, -1]:
            yield ["parse", text, base, plain(attempt(lambda: int(text, base)))]
    for data in [b"12", b" 7 ", b"", b"xx", b"\xff", b"'", b"0x10", b"1_0"]:
        for base in (10, 0):
            yield ["parse_bytes", list(data), base, plain(attempt(lambda: int(data, base)))]
    for digits in [4299, 4300]:
        v = 10**digits
        yield ["decimal_digits", digits, attempt(lambda: "ok" * bool(str(v)))]


FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 3.5, -2.5, 0.1, 0.2, 0.3, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123456789.0,
          1e21, 1e22, 1e23, 9007199254740993.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e-4, 1e-5,
          0.00012345, math.pi, math.e, -math.pi, 2.675, 1.005, 1e300, 1e-300, 99.99, 999999.5, 9999995.0, 4.5, 1.25,
          25.0, 15.0, 35.0, 250.0, 1e10, 12345.678, 314159265358979.0, math.inf, -math.inf, math.nan, 2.0**63,
          -2.0**63, 2.0**62, 2.0**1023, 4.35, 0.15, 8.5e15, 9.5, 1e-7, 123.456, 0.001, 1000000.0, 100.0]


def random_floats(count):
    for _ in range(count):
        yield struct.unpack(">d", rng.randbytes(8))[0]
    for _ in range(count):
        yield round(rng.uniform(-1000, 1000), rng.randrange(6))


def float_rows():
    many = FLOATS + list(random_floats(150))
    for v in many:
        yield ["repr", bits(v), repr(v)]
        yield ["parse", repr(v), plain(float(repr(v)))]
        yield ["hex", bits(v), v.hex()]
        yield ["is_integer", bits(v), v.is_integer()]
        yield ["hash", bits(v), None if v != v else plain(hash(v))]
        for name, f in [("int", int), ("floor", math.floor), ("ceil", math.ceil), ("round", round),
                        ("as_integer_ratio", float.as_integer_ratio)]:
            yield [name, bits(v), plain(attempt(lambda: f(v)))]
        for n in [0, 1, 2, 3, 10, -1, -2, -15, -23, -308, -309, 22, 323, 324, 400, 10**6, -10**6]:
            yield ["round_to", bits(v), n, plain(attempt(lambda: round(v, n)))]
    for v in [2.5, 25.0, 250.0, 25.0000001, 35.0, 5e22, 5.000000000000001e22, 1.5e300, 4.999e10, 5e10, 1.5e11, 6e308]:
        for n in range(-13, 3):
            yield ["round_to", bits(v), n, plain(attempt(lambda: round(v, n)))]
    for a, b in itertools.product(many[:63:2], many[1:60:3]):
        for name, f in [("floor_div", lambda: a // b), ("modulo", lambda: a % b), ("divmod", lambda: divmod(a, b)),
                        ("true_div", lambda: a / b)]:
            yield [name, bits(a), bits(b), plain(attempt(f))]
    for a in [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, math.inf, -math.inf, math.nan, 10.0]:
        for b in [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 1000.0, -1000.0, 1001.0, 400.0, math.inf, -math.inf, math.nan,
                  1e300, -1e300, 1e300 + 1]:
            yield ["pow", bits(a), bits(b), plain(attempt(lambda: a**b))]
    for _ in range(300):
        a, b = rng.choice([rng.uniform(-30, 30), rng.randrange(-99, 99) + 0.0]), rng.randrange(-100, 150) + 0.0
        yield ["pow", bits(a), bits(b), plain(attempt(lambda: a**b))]
    for text in ["", " ", "1", "1.", ".5", ".", "1e5", "1e", "1e+", "1e-5", "+1", "-1", "--1", "1_0", "1__0", "_1",
                 "1_", "1_.5", "1._5", "1.5_5", "1e1_0", "1_e5", "inf", "-inf", "+Infinity", "infinit", "nan", "-nan",
                 "NaN", "nan1", "0x10", "1e400", "-1e400", "1e-400", " 1\n", "\x1c1", "\u30001", "\u0661.\u0665",
                 "1\x00", "é", "1,5", "1 5", "in_f", "9" * 400, "0." + "0" * 400 + "1", "1d5", "1f", "1.5.5", "e5",
                 "2.2250738585072011e-308", "179769313486231580793e289", "9007199254740992.9999999999999999999"]:
        yield ["parse", text, plain(attempt(lambda: float(text)))]
    for data in [b"1.5", b"x", b"\xff", b" inf "]:
        yield ["parse_bytes", list(data), plain(attempt(lambda: float(data)))]


# Formatting. A value is [type name, text]: a float as its bits, an int in hex.

def value(v):
    if isinstance(v, bool):
        return ["bool", hex(v)]
    if isinstance(v, int):
        return ["int", hex(v)]
    if isinstance(v, float):
        return ["float", bits(v)]
    if v is None:
        return ["NoneType", "None"]
    return ["str", v]


def format_rows():
    aligns = ["", "<", ">", "^", "=", "*<", "*^", "x=", "é>", "0<"]
    signs, zs, alts, zeros = ["", "+", "-", " "], ["", "z"], ["", "#"], ["", "0"]
    widths, groups = ["", "1", "5", "12", "13", "25"], ["", ",", "_"]
    precisions = ["", ".0", ".1", ".3", ".10", ".20", ".", ".400"]
    codes = ["", *"bcdeEfFgGnosxX%", "y", "中", "\x01", " ", "dd", ","]
    values = [0, 1, -1, 5, -5, 97, 255, -255, 1234567, -1234567, 10**20, 2**70, 0x110000, True, False,
              "", "a", "abc", "éàü", "漢字仮名", *FLOATS[:62]]
    axes = [aligns, signs, zs, alts, zeros, widths, groups, precisions, codes]
    specs = set()
    for code in codes:
        specs.add(code)
        for axis in axes[:-1]:
            for choice in axis:
                specs.add("".join(choice if a is axis else "" for a in axes[:-1]) + code)
    specs = sorted(specs)
    while len(specs) < 1500:
        specs.append("".join(rng.choice(a) if rng.random() < 0.5 else a[0] for a in axes))
    specs += ["99999999999999999999", ".99999999999999999999", "5,_", "5_,", ",,", "__", "٣", ".٣f", "5d ", "5 ", "{<7",
              "<<", "=", "00", "005", "zz", "##", "+-5", "-+5", "<+#020_b", "*>+20,d", ".2147483648f", ".2147483647"]
    for spec in specs:
        for v in rng.sample(values, 9):
            yield [value(v), spec, attempt(lambda: format(v if spec or not isinstance(v, bool) else int(v), spec))]


PERCENT_VALUES = [0, 1, -1, 5, -255, 255, 10**30, True, 97, 0x110000, "a", "abc", "é", "", None, *FLOATS]


def percent_rows():
    flags = ["", "-", "+", " ", "#", "0", "-0", "+#0", "- #", "+0"]
    widths = ["", "1", "5", "12", "*"]
    precisions = ["", ".", ".0", ".2", ".12", ".*"]
    codes = [*"diuoxXeEfFgGcrsa%ybL", "ld", "hd", "Lf", "中", "\x01", ""]
    for _ in range(6000):
        width, precision = rng.choice(widths), rng.choice(precisions)
        code = rng.choice(codes)
        template = rng.choice(["", "a", "é%%"]) + "%" + rng.choice(flags) + width + precision + code
        template += rng.choice(["", "", "", "|", "%", " %s"])
        args = []
        if width == "*":
            args.append(rng.choice([5, -8, 0, 2, "a"]))
        if precision == ".*":
            args.append(rng.choice([0, 2, -3, 7, 2**31, 2**70]))
        args.append(rng.choice(PERCENT_VALUES))
        args = args[: len(args) - (rng.random() < 0.1)] + ["x"] * (rng.random() < 0.1)
        result = attempt(lambda: template % tuple(args))
        # Where a template with a * is incomplete, CPython looks at the argument of the * first.
        if "*" not in template or attempt(lambda: template % (1, 1, 1)) != "!ValueError: incomplete format":
            yield [template, [value(v) for v in args], result]
    mapping = {"x": 1, "": 3, "a(b)c": "y", "é": 2.5}
    for template in ["%(x)s", "%(x)05d|", "%()s", "%(a(b)c)s", "%(é).2f", "%(y)s", "%(x", "%(x)", "%(x)%", "%(x)y",
                     "%(x)s %(x)d %%", "%(a(b)s"]:
        yield [template, {k: value(v) for k, v in mapping.items()}, attempt(lambda: template % mapping)]


def brace_rows():
    templates = ["{}", "{", "}", "a}b", "{0", "{0!", "{0!r", "{0!r:", "{0!}", "{0!x}", "{0!rr}", "{0!r:x}", "{0!:x}",
                 "{0:{1}}", "{0:{1}", "{0:{{}}}", "{0:{1}{2}}", "{0:{1:{2}}}", "{:{}}", "{:{}} {}", "{0}{}", "{}{0}",
                 "{a}{}", "{7}", "{}{}{}{}{}", "{x}", "{0.}", "{0[]}", "{0[}", "{0[1}", "{0[1]x}", "{0]}", "{0..x}",
                 "{99999999999999999999}", "{0[99999999999999999999]}", "{ 0}", "{0 }", "{-1}", "{01}", "{{}}",
                 "{{0}}", "{{{0}}}", "{!r}", "{!a}", "{!s:*^9}", "{:>5}", "{:{{}", "{:}}", "{a{b}}", "{0!r}}",
                 "{0!s:{1}!}", "{0!r :x}", "{!}", "{:{", "{:{}", "{:{:{:{}}}}", "{0!中}", "{0!\x01}", "{٣}", "{:中<4}",
                 "{0:{}}", "{:{0}}", "text", "", "é{}é", "{a}{b}", "}}{{", "{0:}}", "{:>{a}}", "{0[1]}"]
    args = ["p", "5", "<", "{}"]
    kwargs = {"a": "7", "b": "é"}
    for template in templates:
        # A str has no items to look up by another str: leave those to the interpreter.
        result = attempt(lambda: template.format(*args, **kwargs))
        if not str(result).startswith(("!AttributeError", "!TypeError", "!IndexError: string")):
            yield [template, args, kwargs, result]


# Strings and bytes.

TEXTS = ["", "a", "abc", "hello world", "  lead and trail  ", "a,b,,c", ",,", "tab\tsep\tx", "line\nbreak\r\nmore\n\rend\n",
         "é", "ÀÉÎ õ", "漢字かな", "mixed Ωmega ΑΣ ΑΣΑ Σ", "they're Bill's", "ǆ ǅ ß ŉ İ", "123", "²³", "Ⅷ", "一二", "x1_y",
         "_id", "1x", "\x1c\x85 \u2003", "quote's \"both\"", "back\\slash", "\x00\x7f\xa0\xad", "\u200b\ufeff", "🐍 snake",
         "aXbXc", "XX", "aaaa", "\u2028x\u2029", "Title Case Here", "UPPER", "lower", "-42", "+7", "AbC dEf", "ab" * 20,
         "\x0b\x0cz", "ﬁn", "'", "\"", "\t\n\r\x1b", "\U0001d7d9", "٣", "ª", "if", "\u0378", "a\u0301"]
SUBS = ["", "a", "b", ",", " ", "X", "lo", "é", "字", "Σ", "🐍", "zz", "aa", "\n"]


def text_rows():
    zero = ["upper", "lower", "casefold", "capitalize", "title", "swapcase", "isalpha", "isalnum", "isdecimal", "isdigit",
            "isnumeric", "isspace", "isprintable", "isidentifier", "isupper", "islower", "istitle", "split", "rsplit",
            "strip", "lstrip", "rstrip"]
    for text in TEXTS:
        for name in zero:
            yield ["str", name, text, [], plain(getattr(text, name)())]
        yield ["str", "repr", text, [], repr(text)]
        yield ["str", "ascii", text, [], ascii(text)]
        for keep in (False, True):
            yield ["str", "splitlines", text, [keep], text.splitlines(keep)]
        for sub in SUBS:
            for name in ["partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"]:
                yield ["str", name, text, [sub], plain(attempt(lambda: getattr(text, name)(sub)))]
            for most in (-1, 0, 1, 2):
                for name in ("split", "rsplit"):
                    yield ["str", name, text, [sub, most], attempt(lambda: getattr(text, name)(sub, most))]
                for new in ("", "Z", "long"):
                    yield ["str", "replace", text, [sub, new, most], text.replace(sub, new, most)]
            for start, end in [(None, None), (0, 2), (1, None), (-3, -1), (2, 1), (None, -2), (99, None), (-99, 99)]:
                for name in ("find", "rfind", "count", "startswith", "endswith"):
                    yield ["str", name, text, [sub, start, end], getattr(text, name)(sub, start, end)]
        for most in (0, 1, 2):
            yield ["str", "split", text, [None, most], text.split(None, most)]
            yield ["str", "rsplit", text, [None, most], text.rsplit(None, most)]
        for width in (-1, 0, 3, 6, 7, 15):
            for name in ("ljust", "rjust", "center"):
                for fill in "*é":
                    yield ["str", name, text, [width, fill], getattr(text, name)(width, fill)]
            yield ["str", "zfill", text, [width], text.zfill(width)]
            yield ["str", "expandtabs", text, [width], text.expandtabs(width)]
        for bounds in [(None, None, -1), (1, None, None), (None, -1, None), (0, 99, 2), (-2, None, -2), (5, 1, -1), (1, 2, 0),
                       (2, 2, 1), (-99, 2, 1), (99, None, -3), (None, None, -2**63), (2**63 - 1, -2**63, -1)]:
            yield ["str", "slice", text, list(bounds), attempt(lambda: text[slice(*bounds)])]
        for at in (0, -1, 2, 5, -3, 99):
            yield ["str", "item", text, [at], attempt(lambda: text[at])]
        for encoding in ("utf-8", "ascii", "latin-1", "U8", "ISO-8859-1", "nope"):
            for errors in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "what"):
                yield ["str", "encode", text, [encoding, errors], plain(attempt(lambda: text.encode(encoding, errors)))]


BYTES = [b"", b"a", b"abc", b" lead\x0btrail\x1c ", b"a,b,,c", b"l\nm\r\nn\r\x0bo", b"\xff\xfe", b"caf\xc3\xa9", b"\xe4\xb8", b"\xe4\xb8a",
         b"\xf0\x9f\x98\x80!", b"\xf0\x9fx", b"\xed\xa0\x80", b"\xc0\x80", b"\x80abc\x80", b"it's \"x\"", b"\\\t\x00\x7f", b"aXbXc", b"aaaa",
         b"\xf5\x80\x80", b"ok\xe2\x82"]


def byte_rows():
    for data in BYTES:
        yield ["bytes", "repr", list(data), [], repr(data)]
        for sep, group in [(None, 1), (":", 1), (":", 2), ("-", -2), (":", 0), ("", 1), ("::", 1), ("é", 1), (" ", 99)]:
            yield ["bytes", "hex", list(data), [sep, group], attempt(lambda: data.hex(sep, group) if sep is not None else data.hex())]
        for encoding in ("utf-8", "ascii", "latin-1"):
            for errors in ("strict", "ignore", "replace", "backslashreplace", "what"):
                yield ["bytes", "decode", list(data), [encoding, errors], attempt(lambda: data.decode(encoding, errors))]
        for keep in (False, True):
            yield ["bytes", "splitlines", list(data), [keep], [list(p) for p in data.splitlines(keep)]]
        for sub in [None, b"", b"a", b",", b"X", b"\xff", b"\x80", b"aa"]:
            shown = None if sub is None else list(sub)
            for name in ("strip", "lstrip", "rstrip"):
                yield ["bytes", name, list(data), [shown], list(getattr(data, name)(sub))]
            for most in (-1, 0, 1):
                for name in ("split", "rsplit"):
                    result = attempt(lambda: [list(p) for p in getattr(data, name)(sub, most)])
                    yield ["bytes", name, list(data), [shown, most], result]
            if sub is None:
                continue
            for name in ("partition", "rpartition"):
                yield ["bytes", name, list(data), [shown], attempt(lambda: [list(p) for p in getattr(data, name)(sub)])]
            yield ["bytes", "replace", list(data), [shown, list(b"\xffZ"), -1], list(data.replace(sub, b"\xffZ"))]
            for start, end in [(None, None), (1, None), (-2, 9), (3, 1)]:
                for name in ("find", "rfind", "count", "startswith", "endswith"):
                    yield ["bytes", name, list(data), [shown, start, end], getattr(data, name)(sub, start, end)]
    for text in ["", "00ff", "ab cd\t0A", "a", "a b", "zz", "ab c", "ab0", "é", " f f"]:
        yield ["str", "fromhex", text, [], attempt(lambda: ["bytes", *bytes.fromhex(text)])]


# Calendar time.

def time_rows():
    moments = [0, -1, 10**9, 1709251199, 1709251200, 951782400, -62135596800, -62167219200, 253402300799, 253402300800, -2**40,
               2**40, 1104537600, 1230768000, 1293926400, 67767976233532799]
    moments += [rng.randrange(-10**11, 10**12) for _ in range(60)]
    formats = ["%Y-%m-%d %H:%M:%S", "%a %A %b %B %h", "%c|%x|%X|%r", "%C %D %e %F %g %G", "%I %j %k %l %n %p %P", "%R %s %t %T",
               "%u %U %V %w %W", "%y %Y %Z %z %%", "%-d %_m %05d %^a %#Z %#p %10Y %Ey %Od", "%E %O %Q %L x%", "%3a|%010b|%-5H|",
               "é%Y", "", "%^p%#A"]
    for moment in moments:
        def fields():
            return list(time.gmtime(moment))
        yield ["gmtime", moment, attempt(fields)]
        if abs(moment) < 10**15:
            t = time.gmtime(moment)
            yield ["asctime", moment, time.asctime(t)]
            yield ["timegm", moment, moment]
            for format in formats:
                yield ["strftime", moment, format, time.strftime(format, t)]


if __name__ == "__main__":
    write("text.jsonl", itertools.chain(text_rows(), byte_rows()), keep=6000)
    write("time.jsonl", time_rows())
    write("sets.jsonl", set_rows(), 25_000)
    write("ints.jsonl", int_rows())
    write("floats.jsonl", float_rows())
    write("format.jsonl", format_rows())
    write("percent.jsonl", percent_rows())
    write("brace.jsonl", brace_rows())
