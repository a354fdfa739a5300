from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlparse, urlsplit

u = urlparse("https://user:pw@example.com:8080/a/b;p?x=1&y=2#frag")
print(u, u.hostname, u.port)
print(urlsplit("//h/p"), u.geturl())
print(quote("a b/ü?"), unquote("a%20b%C3%BC"), urlencode({"a": 1, "b": "x y"}))
print(parse_qs("a=1&a=2&b=x+y"), urljoin("http://h/a/b", "c"), urljoin("http://h/a/b", "/c"), urljoin("http://h/a/b/", "../c"))
