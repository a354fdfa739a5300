import asyncio
import time

SITES = {"a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": [], "e": ["a"]}


async def fetch(url):
    await asyncio.sleep(0.05)
    return SITES[url]


async def crawl(start):
    seen, level = {start}, [start]
    while level:
        pages = await asyncio.gather(*(fetch(url) for url in level))
        print(level)
        level = []
        for links in pages:
            for link in links:
                if link not in seen:
                    seen.add(link)
                    level.append(link)
    return seen


begin = time.perf_counter()
print(sorted(asyncio.run(crawl("a"))))
print(time.perf_counter() - begin < 1)
