"""The simulated network: addresses, ports, and pages for every URL.

A page's size follows from its address alone, between 2 and 64 kilobytes, so that it is the
same in every run.  Nothing leaves the machine.
"""

import gilsim
import hashlib

# From the request to the first byte of the answer, in seconds.
LATENCY = 0.05

_LOCAL = ("localhost", "127.0.0.1", "0.0.0.0", "::1", "", None)
_listeners = {}
_next_port = 49152


def is_local(host):
    return host in _LOCAL


def resolve(host):
    """An address for a name, the same every time."""
    if is_local(host):
        return "127.0.0.1"
    if host.replace(".", "").isdigit():
        return host
    digest = hashlib.md5(host.encode()).digest()
    return f"203.0.113.{digest[0] % 254 + 1}"


def ephemeral_port():
    global _next_port
    _next_port += 1
    return _next_port


def listen_port(port):
    """The port to listen on; a free one for 0."""
    port = int(port) if port else ephemeral_port()
    if port in _listeners:
        raise OSError(98, "Address already in use")
    return port


def listen(port, server):
    _listeners[port] = server


def unlisten(port):
    _listeners.pop(port, None)


def listener(host, port):
    return _listeners.get(port) if is_local(host) else None


def page(url):
    """The text of a page."""
    seed = int.from_bytes(hashlib.md5(url.encode()).digest()[:4], "big")
    size = 2048 + seed % 63488
    head = (
        "<!doctype html>\n<html>\n<head>\n"
        f"<title>{url}</title>\n"
        "</head>\n<body>\n"
        f"<h1>{url}</h1>\n"
    )
    tail = "</body>\n</html>\n"
    line = "<p>The quick brown fox jumps over the lazy dog.</p>\n"
    room = size - len(head) - len(tail)
    return head + line * (room // len(line)) + tail


def transfer(size):
    """Waits for the network: releases the GIL."""
    gilsim.io("network", size)


def http_answer(host, request):
    """The bytes that a simulated web server sends back."""
    line = request.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    path = line[1] if len(line) > 1 else "/"
    body = page(f"http://{host}{path}").encode()
    head = (
        "HTTP/1.1 200 OK\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    ).encode()
    if line[0] == "HEAD":
        return head
    return head + body
