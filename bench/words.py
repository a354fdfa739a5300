# Strings and dicts.
def count(rounds):
    text = "the quick brown fox jumps over the lazy dog and runs away from the big bad wolf"
    counts = {}
    for i in range(rounds):
        for word in text.split():
            key = word + str(i % 10)
            counts[key] = counts.get(key, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]


print(count(60_000))
