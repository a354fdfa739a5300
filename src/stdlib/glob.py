"""Finding files by patterns."""

import pathlib

__all__ = ["escape", "glob", "iglob"]


def iglob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    if not any([character in pathname for character in "*?["]):
        if pathlib.Path(pathname).exists():
            yield pathname
        return
    base = pathlib.Path("/" if pathname.startswith("/") else root_dir or ".")
    for path in base.glob(pathname.lstrip("/")):
        if include_hidden or not path.name.startswith("."):
            yield str(path)


def glob(pathname, **options):
    """The names of the files that fit a pattern."""
    return list(iglob(pathname, **options))


def escape(pathname):
    return "".join([f"[{c}]" if c in "*?[" else c for c in pathname])
