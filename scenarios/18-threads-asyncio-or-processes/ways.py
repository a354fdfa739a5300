"""The same eight jobs in four ways, and jobs of two kinds.

    python3 ways.py fetch threads    # fetch or count; one, threads, asyncio or processes
"""

import asyncio
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

PAGES = 8
kind = sys.argv[1] if len(sys.argv) > 1 else "fetch"
way = sys.argv[2] if len(sys.argv) > 2 else "threads"


def fetch(page):
    time.sleep(0.02)    # a server that takes its time
    return page


def count(page):
    words = 0
    for _ in range(400_000):
        words += 1
    return words


async def fetch_async(page):
    await asyncio.sleep(0.02)
    return page


async def count_async(page):
    return count(page)


async def together(job):
    return await asyncio.gather(*[job(page) for page in range(PAGES)])


def main():
    job = {"fetch": fetch, "count": count}[kind]
    pages = range(PAGES)
    if way == "one":
        return [job(page) for page in pages]
    if way == "asyncio":
        return asyncio.run(together({"fetch": fetch_async, "count": count_async}[kind]))
    executor = {"threads": ThreadPoolExecutor, "processes": ProcessPoolExecutor}[way]
    workers = {"fetch": PAGES, "count": 4}[kind]
    with executor(workers) as pool:
        return list(pool.map(job, pages))


if __name__ == "__main__":
    start = time.perf_counter()
    main()
    print(f"{kind}, {way}: {(time.perf_counter() - start) * 1000:.1f} ms")
