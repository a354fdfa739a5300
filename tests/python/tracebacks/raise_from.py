"""raise ... from names the direct cause."""


class ConfigError(Exception):
    pass


def parse_port(text):
    try:
        return int(text)
    except ValueError as error:
        raise ConfigError(f"bad port {text!r}") from error


print(parse_port("80"))
parse_port("http")
