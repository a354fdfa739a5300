from pathlib import Path, PurePosixPath

p = PurePosixPath("/home/user/docs/report.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.is_absolute())
print(p.with_suffix(".txt"), p.with_name("x.md"), p.parent / "new" / "f.py", p.relative_to("/home"))
print(repr(p), str(PurePosixPath("a/./b//c")), PurePosixPath("a") / "/b", [str(q) for q in p.parents])
print(PurePosixPath("a/b") == PurePosixPath("a/b"), sorted([PurePosixPath("b"), PurePosixPath("a")]))
print(p.match("*.gz"), PurePosixPath("x").joinpath("y", "z"))
