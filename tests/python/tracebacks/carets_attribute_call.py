"""Which call or attribute in a long line failed."""


class Parser:
    def parse(self, text):
        return text.strip().lower().missing_method(1, 2)


def run():
    parser = Parser()
    result = [parser.parse(line) for line in ["A", "B"]]
    return result


print(run())
