"""Notes are printed below the message."""


def load(row):
    return int(row["age"])


for number, row in enumerate([{"age": "36"}, {"age": "old"}]):
    try:
        load(row)
    except ValueError as error:
        error.add_note(f"in row {number}")
        error.add_note("ages are\nwhole numbers")
        raise
