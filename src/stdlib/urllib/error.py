"""What can go wrong with a page."""

__all__ = ["HTTPError", "URLError"]


class URLError(OSError):
    """The server cannot be reached."""

    def __init__(self, reason, filename=None):
        self.args = (reason,)
        self.reason = reason

    def __str__(self):
        return f"<urlopen error {self.reason}>"


class HTTPError(URLError):
    """The server answered that there is no such page."""

    def __init__(self, url, code, msg, hdrs, fp):
        super().__init__(msg)
        self.url = url
        self.code = code
        self.msg = msg
        self.headers = hdrs

    def __str__(self):
        return f"HTTP Error {self.code}: {self.msg}"


for _error in (URLError, HTTPError):
    _error.__module__ = "urllib.error"
