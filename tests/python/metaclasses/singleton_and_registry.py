class Singleton(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Config(metaclass=Singleton):
    def __init__(self, value=0):
        self.value = value


class Other(Config):
    pass


print(Config(1) is Config(2), Config().value, Other() is Config(), type(Config), isinstance(Config, Singleton))


class Registry(type):
    plugins = {}

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        if bases:
            Registry.plugins[name.lower()] = cls


class Plugin(metaclass=Registry):
    pass


class Csv(Plugin):
    pass


class Json(Plugin):
    pass


print(Registry.plugins)
