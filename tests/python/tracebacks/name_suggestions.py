"""Did you mean: names and attributes that are nearly right."""

import traceback


class Account:
    def __init__(self):
        self.balance = 10


def show(action):
    try:
        action()
    except (NameError, AttributeError, ImportError):
        print(traceback.format_exc().splitlines()[-1])


def local_name():
    counter = 1
    return countr




def forgot_import():
    return time.sleep(1)


show(lambda: Account().balence)
show(lambda: "abc".uper())
show(lambda: [].apend(1))
show(lambda: pritn("x"))
show(lambda: Acount())
show(local_name)
show(forgot_import)
show(lambda: Account().xyzzy)
