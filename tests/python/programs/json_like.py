"""Writing and reading nested data as text."""


def dump(value, indent=0):
    pad = "  " * (indent + 1)
    if value is None:
        return "null"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, (list, tuple)):
        if not value:
            return "[]"
        return "[\n" + ",\n".join(pad + dump(v, indent + 1) for v in value) + "\n" + pad[:-2] + "]"
    if isinstance(value, dict):
        if not value:
            return "{}"
        return "{\n" + ",\n".join(f"{pad}{dump(str(k))}: {dump(v, indent + 1)}" for k, v in value.items()) + "\n" + pad[:-2] + "}"
    raise TypeError(f"cannot dump {type(value).__name__}")


def load(text):
    def skip(i):
        while i < len(text) and text[i] in " \n\t":
            i += 1
        return i

    def value(i):
        i = skip(i)
        c = text[i]
        if c == "{":
            result, i = {}, skip(i + 1)
            while text[i] != "}":
                key, i = value(i)
                i = skip(i)
                assert text[i] == ":", f"colon expected at {i}"
                result[key], i = value(i + 1)
                i = skip(i)
                if text[i] == ",":
                    i = skip(i + 1)
            return result, i + 1
        if c == "[":
            result, i = [], skip(i + 1)
            while text[i] != "]":
                item, i = value(i)
                result.append(item)
                i = skip(i)
                if text[i] == ",":
                    i = skip(i + 1)
            return result, i + 1
        if c == '"':
            out, i = [], i + 1
            while text[i] != '"':
                if text[i] == "\\":
                    i += 1
                    out.append({"n": "\n"}.get(text[i], text[i]))
                else:
                    out.append(text[i])
                i += 1
            return "".join(out), i + 1
        for word, constant in (("null", None), ("true", True), ("false", False)):
            if text.startswith(word, i):
                return constant, i + len(word)
        end = i
        while end < len(text) and text[end] in "+-.0123456789eE":
            end += 1
        number = text[i:end]
        return (float(number) if "." in number or "e" in number else int(number)), end

    return value(0)[0]


data = {"name": 'Ada "Lovelace"', "n": [1, -2.5, 1e3, True, None], "nested": {"empty": [], "none": {}}, "text": "two\nlines \\"}
text = dump(data)
print(text)
print(load(text) == data, load("[1, [2, {\"a\": false}]]"))
try:
    dump({1, 2})
except TypeError as error:
    print(error)
