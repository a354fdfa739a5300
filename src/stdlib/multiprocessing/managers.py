"""Objects that live in a process of their own, and proxies for them in others."""

import os
import sys
import threading
import _multiprocessing

from multiprocessing import context, process, util
from multiprocessing.connection import Connection


class RemoteError(Exception):
    """A method failed in a way that its exception cannot tell."""

    def __str__(self):
        return "\n" + "-" * 75 + "\n" + str(self.args[0]) + "-" * 75


class Namespace:
    """Attributes, and nothing else."""

    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = [f"{name}={value!r}" for name, value in self.__dict__.items() if not name.startswith("_")]
        return f"{type(self).__name__}({', '.join(sorted(items))})"


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    def __repr__(self):
        return f"{type(self).__name__}({self._typecode!r}, {self._value!r})"

    value = property(get, set)


def Array(typecode, sequence, lock=True):
    import array

    return array.array(typecode, sequence)


class _Server:
    """What a manager's process does: a thread for each connection."""

    def __init__(self, registry):
        self.registry = registry
        self.objects = {}
        self.mutex = threading.Lock()

    def serve_forever(self, listener):
        while True:
            token = listener.read_token()
            if token is None:
                return
            connection = Connection(_multiprocessing.adopt(token))
            threading.Thread(target=self.serve_client, args=(connection,), daemon=True).start()

    def serve_client(self, connection):
        while True:
            try:
                ident, method, args, kwds = connection.recv()
            except (EOFError, OSError):
                return
            try:
                if ident is None:
                    message = ("#RETURN", getattr(self, method)(*args, **kwds))
                else:
                    message = self.call(ident, method, args, kwds)
            except Exception as e:
                message = ("#ERROR", e)
            try:
                connection.send(message)
            except (BrokenPipeError, OSError):
                return
            except Exception as e:
                connection.send(("#ERROR", RemoteError(repr(e))))

    def call(self, ident, method, args, kwds):
        obj, typeid = self.objects[ident]
        result = getattr(obj, method)(*args, **kwds)
        proxied = self.registry[typeid].method_to_typeid.get(method)
        if proxied is not None:
            return "#PROXY", (proxied, self.keep(result, proxied))
        return "#RETURN", result

    def keep(self, obj, typeid):
        with self.mutex:
            ident = len(self.objects)
            self.objects[ident] = (obj, typeid)
        return ident

    def create(self, typeid, /, *args, **kwds):
        entry = self.registry[typeid]
        if entry.callable is None:
            obj = args[0]
        else:
            obj = entry.callable(*args, **kwds)
        exposed = entry.exposed or [name for name in dir(obj) if name[0] != "_" and callable(getattr(obj, name))]
        return self.keep(obj, typeid), tuple(exposed)

    def text(self, ident):
        return repr(self.objects[ident][0])

    def shutdown(self):
        util._flush_std_streams()
        os._exit(0)


class _Listener:
    """Where clients ask for a connection."""

    def __init__(self):
        self.reader, self.writer = _multiprocessing.pipe()

    def read_token(self):
        data = _multiprocessing.read(self.reader, 8)
        return int.from_bytes(data, "little") if len(data) == 8 else None

    def connect(self):
        handle, token = _multiprocessing.connect()
        _multiprocessing.write(self.writer, token.to_bytes(8, "little"))
        return Connection(handle)

    def __getstate__(self):
        popen = context.get_spawning_popen()
        if popen is not None:
            popen.duplicate_for_child(self.reader)
            popen.duplicate_for_child(self.writer)
        return self.__dict__


class _Registered:
    def __init__(self, callable, proxytype, exposed, method_to_typeid):
        self.callable = callable
        self.proxytype = proxytype
        self.exposed = exposed
        self.method_to_typeid = method_to_typeid


class _Link:
    """The connections of this process to a manager: one for each thread."""

    def __init__(self, listener):
        self.listener = listener
        self.connections = {}

    def request(self, ident, method, args=(), kwds={}):
        key = (os.getpid(), threading.get_ident())
        connection = self.connections.get(key)
        if connection is None:
            connection = self.connections[key] = self.listener.connect()
        connection.send((ident, method, args, kwds))
        kind, result = connection.recv()
        if kind == "#ERROR":
            raise result
        return kind, result

    def __getstate__(self):
        return {"listener": self.listener, "connections": {}}


class BaseProxy:
    """Passes calls of methods on."""

    def __init__(self, link, ident, typeid):
        self._link = link
        self._id = ident
        self._typeid = typeid

    def _callmethod(self, methodname, args=(), kwds={}):
        kind, result = self._link.request(self._id, methodname, args, kwds)
        if kind == "#PROXY":
            typeid, ident = result
            return _PROXIES[typeid](self._link, ident, typeid)
        return result

    def _getvalue(self):
        return self._callmethod("copy")

    def __reduce__(self):
        return _rebuild_proxy, (type(self), self._link, self._id, self._typeid)

    def __repr__(self):
        return f"<{type(self).__name__} object, typeid {self._typeid!r} at {id(self):#x}>"

    def __str__(self):
        return self._link.request(None, "text", (self._id,))[1]


def _rebuild_proxy(kind, link, ident, typeid):
    return kind(link, ident, typeid)


_proxy_types = {}


def _passing(name):
    def method(self, /, *args, **kwds):
        return self._callmethod(name, args, kwds)

    method.__name__ = name
    return method


def MakeProxyType(name, exposed):
    """A class of proxies with these methods."""
    exposed = tuple(exposed)
    found = _proxy_types.get((name, exposed))
    if found is None:
        found = type(name, (BaseProxy,), {method: _passing(method) for method in exposed})
        _proxy_types[name, exposed] = found
    return found


def _rebuild_auto_proxy(typeid, exposed, link, ident):
    return AutoProxy(typeid, exposed, link, ident)


def AutoProxy(typeid, exposed, link, ident):
    kind = MakeProxyType(f"AutoProxy[{typeid}]", exposed)
    kind.__reduce__ = lambda self: (_rebuild_auto_proxy, (typeid, exposed, self._link, self._id))
    return kind(link, ident, typeid)


class ListProxy(MakeProxyType("BaseListProxy", (
    "__add__", "__contains__", "__delitem__", "__getitem__", "__imul__", "__len__", "__mul__",
    "__reversed__", "__rmul__", "__setitem__", "append", "clear", "copy", "count", "extend",
    "index", "insert", "pop", "remove", "reverse", "sort",
))):
    def __iadd__(self, value):
        self._callmethod("extend", (value,))
        return self

    def _getvalue(self):
        return self._callmethod("__getitem__", (slice(None),))

    def __iter__(self):
        i = 0
        while True:
            try:
                item = self[i]
            except IndexError:
                return
            yield item
            i += 1


class DictProxy(MakeProxyType("DictProxyBase", (
    "__contains__", "__delitem__", "__getitem__", "__len__", "__setitem__", "clear", "copy",
    "get", "pop", "popitem", "setdefault", "update",
))):
    # Views cannot be pickled; a list can.
    def keys(self):
        return list(self._callmethod("copy"))

    def values(self):
        return list(self._callmethod("copy").values())

    def items(self):
        return list(self._callmethod("copy").items())

    def __iter__(self):
        return iter(self.keys())


class IteratorProxy(BaseProxy):
    pass


class AcquirerProxy(BaseProxy):
    def acquire(self, blocking=True, timeout=None):
        args = (blocking,) if timeout is None else (blocking, timeout)
        return self._callmethod("acquire", args)

    def release(self):
        return self._callmethod("release")

    def __enter__(self):
        return self._callmethod("acquire")

    def __exit__(self, exc_type, exc_val, exc_tb):
        return self._callmethod("release")


class ConditionProxy(AcquirerProxy):
    wait = _passing("wait")
    notify = _passing("notify")
    notify_all = _passing("notify_all")


class EventProxy(BaseProxy):
    is_set = _passing("is_set")
    set = _passing("set")
    clear = _passing("clear")
    wait = _passing("wait")


class BarrierProxy(BaseProxy):
    wait = _passing("wait")
    abort = _passing("abort")
    reset = _passing("reset")


class NamespaceProxy(BaseProxy):
    def __getattr__(self, key):
        if key[0] == "_":
            return object.__getattribute__(self, key)
        return self._callmethod("__getattribute__", (key,))

    def __setattr__(self, key, value):
        if key[0] == "_":
            return object.__setattr__(self, key, value)
        return self._callmethod("__setattr__", (key, value))

    def __delattr__(self, key):
        if key[0] == "_":
            return object.__delattr__(self, key)
        return self._callmethod("__delattr__", (key,))


class ValueProxy(BaseProxy):
    get = _passing("get")
    set = _passing("set")
    value = property(lambda self: self.get(), lambda self, value: self.set(value))


ArrayProxy = MakeProxyType("ArrayProxy", ("__len__", "__getitem__", "__setitem__"))
_PROXIES = {"list": ListProxy, "dict": DictProxy, "Iterator": IteratorProxy}


class BaseManager:
    """A process that serves objects."""

    _registry = {}

    def __init__(self, address=None, authkey=None, serializer="pickle", ctx=None, *, shutdown_timeout=1.0):
        self._ctx = ctx or context._default_context.get_context()
        self._process = None

    def start(self, initializer=None, initargs=()):
        """Start the server."""
        self._listener = _Listener()
        self._link = _Link(self._listener)
        self._process = self._ctx.Process(
            target=type(self)._run_server, args=(self._registry, self._listener, initializer, initargs)
        )
        ident = ":".join(str(i) for i in self._process._identity)
        self._process.name = type(self).__name__ + "-" + ident
        self._process.start()
        self.shutdown = util.Finalize(self, self._finalize, exitpriority=0)

    @classmethod
    def _run_server(cls, registry, listener, initializer, initargs):
        if initializer is not None:
            initializer(*initargs)
        _Server(registry).serve_forever(listener)

    def _finalize(self):
        if self._process.is_alive():
            try:
                self._link.request(None, "shutdown")
            except (EOFError, OSError):
                pass
            self._process.join()

    def join(self, timeout=None):
        if self._process is not None:
            self._process.join(timeout)

    def _create(self, typeid, args, kwds):
        assert self._process is not None, "server not yet started"
        entry = self._registry[typeid]
        ident, exposed = self._link.request(None, "create", (typeid, *args), kwds)[1]
        if entry.proxytype is not None:
            return entry.proxytype(self._link, ident, typeid)
        return AutoProxy(typeid, exposed, self._link, ident)

    def __enter__(self):
        if self._process is None:
            self.start()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown()

    def __reduce__(self):
        raise TypeError("cannot pickle a manager; pass its proxies")

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        """Offer a type of shared object."""
        if "_registry" not in cls.__dict__:
            cls._registry = cls._registry.copy()
        cls._registry[typeid] = _Registered(callable, proxytype, exposed, method_to_typeid or {})
        if create_method:

            def create(self, /, *args, **kwds):
                return self._create(typeid, args, kwds)

            create.__name__ = typeid
            setattr(cls, typeid, create)


class SyncManager(BaseManager):
    """What `Manager()` gives."""


def _register():
    import queue

    register = SyncManager.register
    register("Queue", queue.Queue)
    register("JoinableQueue", queue.Queue)
    register("Event", threading.Event, EventProxy)
    register("Lock", threading.Lock, AcquirerProxy)
    register("RLock", threading.RLock, AcquirerProxy)
    register("Semaphore", threading.Semaphore, AcquirerProxy)
    register("BoundedSemaphore", threading.BoundedSemaphore, AcquirerProxy)
    register("Condition", threading.Condition, ConditionProxy)
    register("Barrier", threading.Barrier, BarrierProxy)
    register("list", list, ListProxy)
    register("dict", dict, DictProxy)
    register("Value", Value, ValueProxy)
    register("Array", Array, ArrayProxy)
    register("Namespace", Namespace, NamespaceProxy)


_register()
