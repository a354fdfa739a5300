def tell(error):
    print(type(error).__name__, '|', error, '|', error.args)
    seen = error
    while (seen := seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)) is not None:
        print('  after', type(seen).__name__, seen, error.__suppress_context__)
    for note in getattr(error, '__notes__', ()):
        print('  note', note)

def show(function, *args, **kw):
    try:
        result = function(*args, **kw)
    except Exception as error:
        tell(error)
    else:
        print(repr(result))

def cap(value):
    if isinstance(value, int):
        return value if abs(value) < 10**40 else value % 10**9
    if isinstance(value, (str, bytes, bytearray, list, tuple)):
        return value[:40]
    if isinstance(value, (set, frozenset)):
        return set(list(value)[:20])
    if isinstance(value, dict):
        return dict(list(value.items())[:20])
    return value

def apply(function, *args):
    return function(*args)

def countdown(n):
    while n > 0:
        yield n
        n -= 1

def divided(a, b):
    try:
        return [a // b, a % b]
    except ZeroDivisionError:
        return [a]
    finally:
        a = b = None

def collatz(n):
    steps = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps.append(n)
    return steps

def grouped(words):
    groups = collections.defaultdict(int)
    for word in words:
        groups[word[:1]] += 1
    return dict(groups)

def heaped(numbers):
    heap = []
    for number in numbers:
        heapq.heappush(heap, number)
    return [heapq.heappop(heap) for _ in range(len(heap))]

def shuffled(numbers, seed):
    numbers = list(numbers)
    random.Random(seed).shuffle(numbers)
    return numbers

def signature(value):
    return type(value).__mro__[-1].__name__, len(type(value).__mro__)

def positional(a, b, /, *rest, c=0, **more):
    return a, b, rest, c, more

def keywords(a, *, b, c=None):
    return a, b, c

@functools.lru_cache(maxsize=None)
def memo(n):
    return n if n < 2 else memo(n - 1) + memo(n - 2)

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __repr__(self):
        return f'{type(self).__name__}({self.x!r}, {self.y!r})'
    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)
    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)
    def __sub__(self, other):
        if isinstance(other, Point):
            return Point(self.x - other.x, self.y - other.y)
        return NotImplemented
    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)
    __rmul__ = __mul__
    def __neg__(self):
        return Point(-self.x, -self.y)
    def __abs__(self):
        return math.sqrt(self.x * self.x + self.y * self.y)
    def __iter__(self):
        yield self.x
        yield self.y
    def __bool__(self):
        return bool(self.x or self.y)
    @property
    def pair(self):
        return self.x, self.y

@functools.total_ordering
class Ratio:
    __slots__ = ('up', 'down')
    def __init__(self, up, down):
        if down == 0:
            raise ZeroDivisionError('a ratio needs a denominator')
        common = math.gcd(up, down)
        self.up, self.down = up // common, down // common
    @classmethod
    def of(cls, value):
        return value if isinstance(value, cls) else cls(value, 1)
    def __repr__(self):
        return f'{self.up}/{self.down}'
    def __eq__(self, other):
        other = Ratio.of(other)
        return self.up * other.down == other.up * self.down
    def __lt__(self, other):
        other = Ratio.of(other)
        return self.up * other.down < other.up * self.down
    def __add__(self, other):
        other = Ratio.of(other)
        return Ratio(self.up * other.down + other.up * self.down, self.down * other.down)
    def __mul__(self, other):
        other = Ratio.of(other)
        return Ratio(self.up * other.up, self.down * other.down)
    def __rsub__(self, other):
        return self * -1 + other
    def __int__(self):
        return self.up // self.down
    def __float__(self):
        return self.up / self.down
    def __format__(self, spec):
        return format(float(self), spec) if spec else repr(self)

class Stack:
    """Last in, first out."""
    def __init__(self, items=()):
        self._items = list(items)
    def top(self):
        if not self._items:
            raise IndexError('the stack is empty')
        return self._items[-1]
    def push(self, item):
        self._items.append(item)
        return self
    def pop(self):
        return self._items.pop()
    def describe(self):
        """What is on it."""
        return f'{len(self)} items'
    def __len__(self):
        return len(self._items)
    def __getitem__(self, index):
        return self._items[index]
    def __setitem__(self, index, value):
        self._items[index] = value
    def __delitem__(self, index):
        del self._items[index]
    def __contains__(self, item):
        return item in self._items
    def __add__(self, other):
        return Stack(self._items + other._items)
    def __iadd__(self, other):
        self._items.extend(other)
        return self
    def __eq__(self, other):
        return isinstance(other, Stack) and self._items == other._items
    def __repr__(self):
        return f'<Stack {self._items}>'
    def __getattr__(self, name):
        if name.startswith('top_'):
            return self._items[-int(name[4:]):]
        raise AttributeError(f'no {name} here')

Pair = collections.namedtuple('Pair', 'left right', defaults=[None])

@dataclasses.dataclass(order=True)
class Record:
    size: int
    name: str = 'none'
    tags: list = dataclasses.field(default_factory=list, compare=False)
    def grow(self, by):
        self.size += by
        return self

class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    @property
    def light(self):
        return self.value > 1

class Managed:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print('enter', self.name)
        return self
    def __exit__(self, kind, error, trace):
        print('exit', self.name, kind and kind.__name__, error)
        return self.swallow

class Failure(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
