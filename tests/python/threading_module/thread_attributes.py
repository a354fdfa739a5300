"""name, ident, daemon, repr, is_alive over the life of a thread."""

import threading


def show(t):
    text = repr(t)
    if t.ident is not None:
        text = text.replace(str(t.ident), "IDENT")
    print(text, t.is_alive(), t.ident is not None, t.native_id is not None)


go = threading.Event()
t = threading.Thread(target=go.wait, name="waiter")
show(t)
t.start()
show(t)
t.name = "renamed"
print(t.name)
go.set()
t.join()
show(t)
d = threading.Thread(target=go.wait, daemon=True)
show(d)
d.start()
d.join()
show(d)
main = threading.main_thread()
print(main.name, main is threading.current_thread(), main.daemon, main.is_alive(), main.ident == threading.get_ident())
print(type(main).__name__, main.native_id == threading.get_native_id())


def inherit():
    child = threading.Thread(target=print)
    print("child of a daemon is a daemon:", child.daemon)


p = threading.Thread(target=inherit, daemon=True)
p.start()
p.join()
t = threading.Thread(target=lambda: None)
t.daemon = True
print(t.daemon, t.name)
