import pickle
import threading


def outer():
    def inner():
        pass

    return inner


for value in [threading.Lock(), (x for x in "ab"), outer()]:
    try:
        pickle.dumps(value)
    except (TypeError, AttributeError, pickle.PicklingError) as error:
        print(type(error).__name__, error)
try:
    pickle.dumps([lambda: 1])
except (pickle.PicklingError, AttributeError) as error:
    print(type(error).__name__)
