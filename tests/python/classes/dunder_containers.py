"""Classes that behave as containers: len, getitem, setitem, iter, contains, call."""


class Playlist:
    def __init__(self, *songs):
        self.songs = list(songs)

    def __len__(self):
        return len(self.songs)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Playlist(*self.songs[index])
        return self.songs[index]

    def __setitem__(self, index, song):
        self.songs[index] = song

    def __delitem__(self, index):
        del self.songs[index]

    def __contains__(self, song):
        return song.lower() in (s.lower() for s in self.songs)

    def __iter__(self):
        return iter(self.songs)

    def __reversed__(self):
        return reversed(self.songs)

    def __call__(self, prefix):
        return [s for s in self.songs if s.startswith(prefix)]

    def __repr__(self):
        return f"Playlist({', '.join(map(repr, self.songs))})"


p = Playlist("Alpha", "Beta", "Gamma")
print(len(p), p[0], p[-1], p[1:], "beta" in p, "Delta" in p, list(p), list(reversed(p)), p("A"), bool(p), bool(Playlist()))
p[0] = "Omega"
del p[1]
print(p)
first, second = p
print(first, second, [*p], sorted(p), max(p))


class Squares:
    def __getitem__(self, i):
        if i > 4:
            raise IndexError(i)
        return i * i


print(list(Squares()), 9 in Squares(), 7 in Squares(), [x for x in Squares()])


class Range:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


print(list(Range(3)), sum(Range(4)), dict(zip("ab", Range(2))))


class Defaults(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


d = Defaults(a="x")
print(d["a"], d["bc"], d, d.get("zz"))


class BadLen:
    def __len__(self):
        return -1


class NotIter:
    def __iter__(self):
        return 5


for bad in (lambda: len(BadLen()), lambda: list(NotIter()), lambda: len(Squares()), lambda: Squares()[9], lambda: Range(1)[0]):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
