"""Assertions as programs use them: preconditions, invariants, small tests."""


class Stack:
    def __init__(self, limit):
        assert isinstance(limit, int), f"limit must be an int, not {type(limit).__name__}"
        assert limit > 0, "limit must be positive"
        self.items, self.limit = [], limit

    def push(self, item):
        assert len(self.items) < self.limit, f"stack is full ({self.limit})"
        self.items.append(item)
        assert self.items[-1] is item


def attempt(action):
    try:
        action()
        print("fine")
    except AssertionError as error:
        print("AssertionError:", error)


s = Stack(1)
attempt(lambda: s.push(1))
attempt(lambda: s.push(2))
attempt(lambda: Stack(0))
attempt(lambda: Stack("5"))


def test_sort():
    assert sorted([3, 1, 2]) == [1, 2, 3]


def test_wrong():
    result = sum([1, 2])
    assert result == 4, (result, 4)


for test in (test_sort, test_wrong):
    try:
        test()
    except AssertionError as error:
        print(test.__name__, "failed", error.args[0])
    else:
        print(test.__name__, "passed")
