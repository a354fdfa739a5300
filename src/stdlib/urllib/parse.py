"""The parts of an address."""

from collections import namedtuple

__all__ = ["parse_qs", "parse_qsl", "quote", "quote_plus", "unquote", "unquote_plus", "urlencode", "urljoin", "urlparse", "urlsplit", "urlunparse"]

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"


class _Parts:
    """What both kinds of results can say of the host."""

    @property
    def hostname(self):
        host = self.netloc.rpartition("@")[2].partition(":")[0]
        return host.lower() or None

    @property
    def port(self):
        port = self.netloc.rpartition("@")[2].partition(":")[2]
        return int(port) if port else None

    def geturl(self):
        return urlunparse(tuple(self))


class ParseResult(namedtuple("ParseResult", "scheme netloc path params query fragment"), _Parts):
    """An address in six parts."""


class SplitResult(namedtuple("SplitResult", "scheme netloc path query fragment"), _Parts):
    """An address in five parts."""

    def geturl(self):
        scheme, netloc, path, query, fragment = self
        return urlunparse((scheme, netloc, path, "", query, fragment))


def urlsplit(url, scheme="", allow_fragments=True):
    netloc = query = fragment = ""
    head, colon, rest = url.partition(":")
    if colon and head and all([c.isalnum() or c in "+-." for c in head]):
        scheme, url = head.lower(), rest
    if url.startswith("//"):
        end = min([at for at in (url.find(c, 2) for c in "/?#") if at >= 0], default=len(url))
        netloc, url = url[2:end], url[end:]
    if allow_fragments:
        url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    path, _, params = path.partition(";")
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunparse(parts):
    scheme, netloc, path, params, query, fragment = parts
    if params:
        path = f"{path};{params}"
    if netloc:
        path = f"//{netloc}{'' if path.startswith('/') or not path else '/'}{path}"
    if scheme:
        path = f"{scheme}:{path}"
    if query:
        path = f"{path}?{query}"
    if fragment:
        path = f"{path}#{fragment}"
    return path


def urljoin(base, url, allow_fragments=True):
    if not base or not url:
        return url or base
    new, old = urlsplit(url), urlsplit(base)
    if new.scheme and new.scheme != old.scheme:
        return url
    if new.netloc:
        return SplitResult(old.scheme, *new[1:]).geturl()
    if not new.path:
        return SplitResult(old.scheme, old.netloc, old.path, new.query or old.query, new.fragment).geturl()
    path = new.path if new.path.startswith("/") else old.path.rpartition("/")[0] + "/" + new.path
    parts = []
    for part in path.split("/"):
        if part == "..":
            if len(parts) > 1:
                parts.pop()
        elif part != ".":
            parts.append(part)
    return SplitResult(old.scheme, old.netloc, "/".join(parts), new.query, new.fragment).geturl()


def quote(string, safe="/", encoding=None, errors=None):
    data = string if isinstance(string, bytes) else str(string).encode()
    return "".join([chr(b) if chr(b) in _SAFE or chr(b) in safe else f"%{b:02X}" for b in data])


def quote_plus(string, safe="", encoding=None, errors=None):
    return quote(string, safe + " ").replace(" ", "+")


def unquote(string, encoding="utf-8", errors="replace"):
    parts = string.split("%")
    data = bytearray(parts[0].encode())
    for part in parts[1:]:
        try:
            data.append(int(part[:2], 16))
            data.extend(part[2:].encode())
        except ValueError:
            data.extend(b"%" + part.encode())
    return bytes(data).decode(encoding, errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False):
    pairs = query.items() if hasattr(query, "items") else query
    parts = []
    for key, value in pairs:
        values = value if doseq and isinstance(value, (list, tuple)) else [value]
        for one in values:
            parts.append(f"{quote_plus(str(key))}={quote_plus(str(one))}")
    return "&".join(parts)


def parse_qsl(qs, keep_blank_values=False):
    pairs = []
    for part in qs.split("&"):
        key, _, value = part.partition("=")
        if part and (value or keep_blank_values):
            pairs.append((unquote_plus(key), unquote_plus(value)))
    return pairs


def parse_qs(qs, keep_blank_values=False):
    found = {}
    for key, value in parse_qsl(qs, keep_blank_values):
        found.setdefault(key, []).append(value)
    return found
