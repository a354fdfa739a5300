"""An exception raised while another is handled."""


def read(config, key):
    try:
        return config[key]
    except KeyError:
        return config["default"]


print(read({"default": 1}, "x"))
read({}, "color")
