"""Backtracking: queens and a small sudoku."""


def queens(n, row=0, columns=(), left=(), right=()):
    if row == n:
        yield columns
        return
    for c in range(n):
        if c not in columns and row - c not in left and row + c not in right:
            yield from queens(n, row + 1, columns + (c,), left + (row - c,), right + (row + c,))


print([len(list(queens(n))) for n in range(1, 7)], next(queens(8)))
first = next(queens(6))
for column in first:
    print("." * column + "Q" + "." * (5 - column))


def solve(grid):
    for i in range(16):
        if grid[i] == 0:
            r, c = divmod(i, 4)
            for value in range(1, 5):
                row = grid[r * 4 : r * 4 + 4]
                column = grid[c::4]
                top, side = r // 2 * 2, c // 2 * 2
                box = [grid[(top + k // 2) * 4 + side + k % 2] for k in range(4)]
                if value not in row and value not in column and value not in box:
                    grid[i] = value
                    if solve(grid):
                        return True
                    grid[i] = 0
            return False
    return True


grid = [1, 0, 0, 0, 0, 0, 3, 0, 3, 0, 0, 0, 0, 2, 0, 0]
print(solve(grid), [grid[i : i + 4] for i in range(0, 16, 4)])
