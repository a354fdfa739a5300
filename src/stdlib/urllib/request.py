"""Pages from the simulated network: every address answers with a page of its own size."""

import _network
from _lines import Lines
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

__all__ = ["Request", "urlopen", "urlretrieve"]


class Request:
    """What to ask for."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.data = data
        self.headers = dict(headers)
        self.method = method

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def get_full_url(self):
        return self.full_url

    def get_method(self):
        return self.method or ("POST" if self.data is not None else "GET")


class _Response(Lines):
    """A page that came."""

    def __init__(self, url, body):
        self.url = url
        self.status = self.code = 200
        self.reason = self.msg = "OK"
        self.headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        self._body = body
        self._at = 0

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def read(self, amt=None):
        end = len(self._body) if amt is None else self._at + amt
        data = self._body[self._at : end]
        self._at += len(data)
        return data

    def readline(self):
        end = self._body.find(b"\n", self._at) + 1 or len(self._body)
        line = self._body[self._at : end]
        self._at = end
        return line


    def getcode(self):
        return self.status

    def geturl(self):
        return self.url

    def info(self):
        return self.headers

    def getheader(self, name, default=None):
        return self.headers.get(name, default)

    def close(self):
        pass


def urlopen(url, data=None, timeout=None, *, context=None):
    """Waits for a page, without the GIL."""
    if isinstance(url, Request):
        url = url.full_url
    parts = urlsplit(url)
    if not parts.scheme:
        raise ValueError(f"unknown url type: {url!r}")
    if not parts.netloc:
        raise URLError("no host given")
    if parts.hostname.endswith(".invalid"):
        _network.transfer(0)
        raise URLError("[Errno -2] Name or service not known")
    body = _network.page(url).encode()
    _network.transfer(len(body))
    return _Response(url, body)


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """A page into a file."""
    if filename is None:
        import tempfile

        filename = tempfile._name("", None, None)
    with urlopen(url) as page, open(filename, "wb") as file:
        file.write(page.read())
    return filename, page.headers
