import concurrent.futures
import time

PAGES = {"index": 0.03, "about": 0.01, "contact": 0.02, "missing": None}


def download(name):
    seconds = PAGES[name]
    if seconds is None:
        raise FileNotFoundError(f"404 {name}")
    time.sleep(seconds)
    return f"<html>{name}</html>"


start = time.perf_counter()
with concurrent.futures.ThreadPoolExecutor(max_workers=4) as executor:
    futures = {executor.submit(download, name): name for name in PAGES}
    for future in concurrent.futures.as_completed(futures):
        name = futures[future]
        try:
            page = future.result()
        except FileNotFoundError as error:
            print(f"{name}: {error}")
        else:
            print(f"{name}: {len(page)} characters")
print(time.perf_counter() - start < 0.06)
