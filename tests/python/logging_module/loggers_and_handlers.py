"""A tree of loggers, own handlers and formatters, propagation, filters."""

import logging
import sys


class ListHandler(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


handler = ListHandler()
handler.setFormatter(logging.Formatter("[%(levelname)s] %(name)s - %(message)s"))
app = logging.getLogger("app")
app.addHandler(handler)
app.setLevel(logging.INFO)
app.propagate = False
child = logging.getLogger("app.web.server")
child.info("hello %s", "web")
child.debug("no")
app.warning("careful %(who)s", {"who": "you"})
print(handler.lines, logging.getLogger("app") is app, child.parent is app, child.getEffectiveLevel(), child.isEnabledFor(10))
quiet = ListHandler()
quiet.setLevel(logging.ERROR)
app.addHandler(quiet)
child.info("only the first")
child.error("both")
print(len(handler.lines), quiet.lines)
app.addFilter(lambda record: "secret" not in record.getMessage())
app.info("a secret")
app.info("public")
print(handler.lines[-1])
print(app, child, handler, logging.getLogger(), app.hasHandlers(), app.getChild("x").name)
console = logging.StreamHandler(sys.stdout)
console.setFormatter(logging.Formatter("%(message)s (%(funcName)s, line %(lineno)d, %(filename)s)"))
other = logging.getLogger("other")
other.addHandler(console)


def where():
    other.warning("from here")


where()
app.removeHandler(quiet)
app.disabled = True
app.error("nothing")
print(len(handler.lines), len(quiet.lines))
