from enum import Enum, Flag, IntFlag, auto


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


p = Perm.R | Perm.X
print(p, repr(p), Perm.R in p, Perm.W in p, ~p, list(p), Perm.RW, list(Perm), Perm(0), bool(Perm(0)))
print(Perm(7), p ^ Perm.R, p & Perm.X, len(p), Perm["W"], Perm.RW.value)


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, repr(Bits.A | Bits.B), repr(Bits(5)), Bits.A + 1, repr(~Bits.A), repr(Bits(0)))
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.CAT.value, Enum("N", {"X": 5}).X)
