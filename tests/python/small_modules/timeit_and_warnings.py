"""timeit with functions; warnings shown once per line, filtered, recorded."""

import timeit
import warnings

calls = []
seconds = timeit.timeit(lambda: calls.append(1), number=50)
print(len(calls), seconds >= 0, len(timeit.repeat(lambda: None, number=2, repeat=3)), timeit.default_timer() > 0)


def old():
    warnings.warn("old() is deprecated", DeprecationWarning, stacklevel=2)


for _ in range(3):
    old()
warnings.warn("careful")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("recorded", UserWarning)
    old()
print([(str(w.message), w.category.__name__) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("silent")
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("raised", RuntimeWarning)
    except RuntimeWarning as error:
        print("raised:", error)
