import io
import logging
import sys

stream = io.StringIO()
log = logging.getLogger("app")
log.setLevel(logging.INFO)
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("{levelname}:{name}:{message}", style="{"))
log.addHandler(handler)
log.propagate = False
log.debug("hidden")
log.info("shown %s", "once")
log.warning("careful")


class OnlyErrors(logging.Filter):
    def filter(self, record):
        return record.levelno >= logging.ERROR


handler.addFilter(OnlyErrors())
log.info("filtered")
log.error("kept")
child = logging.getLogger("app.child")
child.error("from the child")
print(stream.getvalue(), end="")
print(child.parent.name, log.isEnabledFor(logging.DEBUG), logging.getLevelName(30), child.getEffectiveLevel())
