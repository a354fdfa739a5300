"""A manager's dict, list, Namespace and Value, changed by processes."""

from multiprocessing import Manager, Process


def work(shared, items, lock, n):
    with lock:
        shared[n] = n * n
        items.append(n)


if __name__ == "__main__":
    with Manager() as manager:
        shared, items, lock = manager.dict(), manager.list(), manager.Lock()
        processes = [Process(target=work, args=(shared, items, lock, n)) for n in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(sorted(shared.items()), sorted(items), len(items))
        items.sort(reverse=True)
        print(items[:], items[0], 3 in items)
        print(shared.get(9, "none"), shared.pop(2), sorted(shared.keys()))
        space = manager.Namespace()
        space.x = 5
        space.x += 1
        print(space.x)
        value = manager.Value("i", 3)
        value.value *= 2
        print(value.value)
        try:
            shared["no such"]
        except KeyError as error:
            print("KeyError", error)
