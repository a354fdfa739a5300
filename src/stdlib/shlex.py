"""Command lines as a shell reads them."""

__all__ = ["join", "quote", "split"]


def split(s, comments=False, posix=True):
    """The words of a command line."""
    words, word, quote, at = [], None, None, 0
    while at < len(s):
        character = s[at]
        if quote is not None:
            if character == quote:
                quote = None
            elif character == "\\" and quote == '"' and s[at + 1 : at + 2] in ('"', "\\"):
                at += 1
                word += s[at]
            else:
                word += character
        elif character in "'\"":
            quote, word = character, word or ""
        elif character == "\\":
            at += 1
            word = (word or "") + s[at : at + 1]
        elif character in " \t\n\r":
            if word is not None:
                words.append(word)
                word = None
        else:
            word = (word or "") + character
        at += 1
    if quote is not None:
        raise ValueError("No closing quotation")
    if word is not None:
        words.append(word)
    return words


def quote(s):
    """A word that the shell reads as it is."""
    if not s:
        return "''"
    if all([c.isalnum() or c in "@%_-+=:,./" for c in s]):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join([quote(word) for word in split_command])
