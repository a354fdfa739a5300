group = BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError("v")])
print(type(group).__name__, isinstance(group, Exception))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__)
try:
    ExceptionGroup("x", [KeyboardInterrupt()])
except TypeError as error:
    print(error)
try:
    raise group
except* ValueError as values:
    print("values", values.exceptions)
    print("then the rest")
