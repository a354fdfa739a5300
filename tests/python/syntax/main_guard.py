"""`if __name__ == "__main__"` and the module's own names."""


def main():
    print("running as", __name__)
    return 0


print(__name__, __name__ == "__main__")
print(main.__name__, main.__qualname__, main.__module__)
print(__doc__)

if __name__ == "__main__":
    code = main()
    print("main returned", code)
else:
    print("imported")
