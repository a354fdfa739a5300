"""Copying, moving and removing, on the simulated disk."""

import os

__all__ = ["copy", "copy2", "copyfile", "copyfileobj", "copytree", "disk_usage", "move", "rmtree", "which"]


def copyfileobj(fsrc, fdst, length=65536):
    while True:
        block = fsrc.read(length)
        if not block:
            return
        fdst.write(block)


def copyfile(src, dst):
    with open(src, "rb") as source, open(dst, "wb") as target:
        copyfileobj(source, target)
    return dst


def copy(src, dst):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(os.fspath(src)))
    return copyfile(src, dst)


copy2 = copy


def copytree(src, dst, dirs_exist_ok=False):
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in os.listdir(src):
        source, target = os.path.join(src, name), os.path.join(dst, name)
        if os.path.isdir(source):
            copytree(source, target, dirs_exist_ok)
        else:
            copyfile(source, target)
    return dst


def rmtree(path, ignore_errors=False, onerror=None):
    if not os.path.isdir(path):
        if ignore_errors:
            return
        raise FileNotFoundError(2, "No such file or directory", os.fspath(path))
    for name in os.listdir(path):
        inside = os.path.join(os.fspath(path), name)
        if os.path.isdir(inside):
            rmtree(inside)
        else:
            os.remove(inside)
    os.rmdir(path)


def move(src, dst):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(os.fspath(src)))
    os.rename(src, dst)
    return dst


def disk_usage(path):
    from collections import namedtuple

    return namedtuple("usage", "total used free")(500_000_000_000, 100_000_000_000, 400_000_000_000)


def which(cmd):
    return None
