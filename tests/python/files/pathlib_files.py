from pathlib import Path

base = Path("/tmp") / "gilsim_path"
base.mkdir(exist_ok=True)
file = base / "data.txt"
print(file.write_text("line 1\nline 2\n"), file.exists(), file.is_file(), base.is_dir())
print(file.read_text().splitlines(), file.stat().st_size, file.read_bytes()[:4])
(base / "sub").mkdir()
(base / "sub" / "deep.txt").touch()
print(sorted(p.name for p in base.iterdir()), sorted(p.name for p in base.glob("*.txt")))
print(sorted(str(p.relative_to(base)) for p in base.rglob("*.txt")))
with file.open("a") as f:
    f.write("more")
print(file.read_text().count("\n"))
(base / "sub" / "deep.txt").unlink()
(base / "sub").rmdir()
file.unlink()
base.rmdir()
print(base.exists())
