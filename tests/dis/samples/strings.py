x = 1
f""
f"abc"
f"{x}"
f"a{x}b"
f"{x!r}{x!s}{x!a}"
f"{x:10}"
f"{x:>{width}}"
f"{x!r:^{width}.{prec}}"
f"{x=}"
f"{x = }"
f"{x=!s}"
f"{x=:3}"
f"a{x=}b{y=}c"
f"{x:%H:%M}"
f"{{}}{x}}}"
f"{x}" f"{y}"
"a" f"{x}" "b"
f"{'a' 'b'}{x['k']}"
f"{x}" "tail" f"{y:d}"
f'''
multi {x}
line {y}
'''
f"{x if y else z}"
f"{(lambda: 1)()}"
f"{[i for i in x]}"
f"{f'{x}'}"
f"한글 {x} 끝"
rf"\d{x}\n"
f"\n{x}\t"
f"{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}"
a = "%s" % x
a = "%s" % (x,)
a = "%s and %r" % (x, y)
a = "%d" % (x,)
a = "%5s|%-5s|%.3s|%5.2r" % (x, y, x, y)
a = "100%% %s" % (x,)
a = "%s %s" % (x,)
a = "plain" % ()
a = "x" "y"
a = b"x" b"y"
a = f"{1}{2}"
a = f"{x:}"
a = f"{x:{'a'}b}"
print(f"{x + 1:.2f}", f"{y!r}")
a = (f"first {x}"
     f" second {y}"
     " third")
