"""str.format in reports: alignment, nesting, reuse of templates."""

template = "{name:<10}|{value:>8.2f}|{share:^7.1%}|"
data = {"alpha": 12.5, "beta": 7.25, "gamma": 100}
total = sum(data.values())
for name, value in data.items():
    print(template.format(name=name, value=value, share=value / total))
print("{:-^{width}}".format(" total ", width=30), "{0:>{1}}|{0:<{1}}|".format("x", 4))
print("{0}, {1}, {0}".format("a", "b"), "{[0]} {[k]}".format([1], {"k": 2}), "{.real}".format(5))
print("{:,}".format(1234567.891), "{:_}".format(10 ** 7), "{:b} {:o} {:x} {:X} {:#b}".format(5, 9, 255, 255, 5))
print("{:e} {:.1E} {:g} {:%}".format(1234.5, 0.00012, 1e-7, 0.5), "{:+} {:+} {: }".format(1, -1, 1), "{:08.3f}".format(-3.14159))
print("{!r:>8}|{!s:^8}|".format("a", "b"), "{:>{w}.{p}}|".format("abcdef", w=8, p=3), "{{{}}}".format("braced"))
line = "{user[name]} is {user[age]} and lives in {user[address][city]}"
print(line.format(user={"name": "Ada", "age": 36, "address": {"city": "London"}}))
print("{a}{b}{a}".format_map({"a": 1, "b": 2}), " ".join(map("{:03}".format, range(5))), "{}".format([1, "x"]))
print("{:10}|{:10}|{:<10}|{:>10}|".format("text", 5, 5, "text"), "{:^+9.2f}|".format(2.5), "{:x<5}{:x>5}".format(1, 2))
