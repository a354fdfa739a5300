"""Slices at work: palindromes, rotation, chunks, matrices, strides."""


def is_palindrome(text):
    letters = [c for c in text.lower() if c.isalpha()]
    return letters == letters[::-1]


print([is_palindrome(t) for t in ("Level", "A man, a plan, a canal: Panama", "no")])


def rotate(items, n):
    n %= len(items)
    return items[-n:] + items[:-n]


print(rotate([1, 2, 3, 4], 1), rotate("abcde", -2), rotate((1, 2, 3), 3))


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right


print(merge_sort([5, 2, 9, 1, 5, 6, 0]))
date = "2024-05-06"
print(date[:4], date[5:7], date[-2:], date[::5], "www.site.com"[4:-4], "abcdef"[-3::-1], "abcdef"[10:], "abcdef"[-100:3])
board = [list(range(r * 4, r * 4 + 4)) for r in range(4)]
print([row[1:3] for row in board[1:3]], [row[::-1] for row in board][0], [board[i][i] for i in range(4)], board[::3])
last_two = slice(-2, None)
print("abc"[last_two], [1, 2, 3][last_two], (1,)[last_two], slice(1, 10, 3).indices(5), slice(None).indices(3))
print([1, 2, 3][5:], ""[::-1], "ab"[::2] + "ab"[1::2], "abc"[2:0:-1], list("abcdefg"[1:6:2]))
