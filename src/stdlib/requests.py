"""The part of `requests` that fetches pages, on the simulated network."""

import json as _json
import time as _time

import _network
from urllib.parse import urlencode, urlsplit

__all__ = ["Response", "Session", "get", "head", "post", "request"]


class RequestException(OSError):
    """Base of what can go wrong."""


class HTTPError(RequestException):
    """An answer that says no."""


class ConnectionError(RequestException):
    """The server cannot be reached."""


class Timeout(RequestException):
    """The server took too long."""


class exceptions:
    """The same under their usual address."""

    RequestException = RequestException
    HTTPError = HTTPError
    ConnectionError = ConnectionError
    Timeout = Timeout


class _Elapsed:
    """How long an answer took."""

    def __init__(self, seconds):
        self._seconds = seconds

    def total_seconds(self):
        return self._seconds


class Response:
    """A page that came."""

    def __init__(self, url, body, seconds):
        self.url = url
        self.status_code = 200
        self.reason = "OK"
        self.ok = True
        self.encoding = "utf-8"
        self.content = body
        self.headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        self.elapsed = _Elapsed(seconds)

    @property
    def text(self):
        return self.content.decode(self.encoding)

    def json(self):
        return _json.loads(self.text)

    def raise_for_status(self):
        pass

    def iter_content(self, chunk_size=1):
        for at in range(0, len(self.content), chunk_size):
            yield self.content[at : at + chunk_size]

    def iter_lines(self):
        yield from self.content.splitlines()

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


def request(method, url, params=None, **options):
    """Waits for a page, without the GIL."""
    if params:
        url += ("&" if "?" in url else "?") + urlencode(params)
    host = urlsplit(url).hostname
    if host is None:
        raise RequestException(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
    start = _time.perf_counter()
    if host.endswith(".invalid"):
        _network.transfer(0)
        raise ConnectionError(f"Failed to resolve {host!r}")
    body = b"" if method == "HEAD" else _network.page(url).encode()
    _network.transfer(len(body))
    return Response(url, body, _time.perf_counter() - start)


def get(url, params=None, **options):
    return request("GET", url, params, **options)


def post(url, data=None, json=None, **options):
    return request("POST", url, **options)


def head(url, **options):
    return request("HEAD", url, **options)


class Session:
    """Several requests to the same servers."""

    def __init__(self):
        self.headers = {}

    def request(self, method, url, **options):
        return request(method, url, **options)

    def get(self, url, **options):
        return get(url, **options)

    def post(self, url, data=None, json=None, **options):
        return post(url, data, json, **options)

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass
