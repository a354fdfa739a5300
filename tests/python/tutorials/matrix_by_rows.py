import threading

A = [[i * 4 + j for j in range(4)] for i in range(4)]
B = [[(i + j) % 3 for j in range(4)] for i in range(4)]
C = [[0] * 4 for _ in range(4)]


def multiply_row(row):
    for col in range(4):
        C[row][col] = sum(A[row][k] * B[k][col] for k in range(4))


threads = [threading.Thread(target=multiply_row, args=(row,)) for row in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for row in C:
    print(row)
