"""Rooms, commands and state, run from a script of commands."""


class Room:
    def __init__(self, name, items=(), **exits):
        self.name, self.items, self.exits = name, list(items), exits


rooms = {
    "hall": Room("Hall", ["lamp"], north="library", east="kitchen"),
    "library": Room("Library", ["book", "key"], south="hall"),
    "kitchen": Room("Kitchen", west="hall"),
}


class Game:
    def __init__(self):
        self.room = rooms["hall"]
        self.bag = []
        self.running = True

    def do_go(self, direction):
        try:
            self.room = rooms[self.room.exits[direction]]
        except KeyError:
            return "There is no way " + direction
        return f"You are in the {self.room.name}"

    def do_take(self, item):
        if item not in self.room.items:
            return f"No {item} here"
        self.room.items.remove(item)
        self.bag.append(item)
        return f"Taken: {item}"

    def do_drop(self, item):
        try:
            self.bag.remove(item)
        except ValueError:
            return f"You have no {item}"
        self.room.items.append(item)
        return f"Dropped: {item}"

    def do_look(self):
        exits = ", ".join(sorted(self.room.exits))
        return f"{self.room.name}. Items: {', '.join(self.room.items) or 'none'}. Exits: {exits}."

    def do_bag(self):
        return " ".join(self.bag) or "empty"

    def do_quit(self):
        self.running = False
        return "Bye"

    def run(self, line):
        verb, *words = line.split()
        command = getattr(self, "do_" + verb, None)
        if command is None:
            return f"I do not know how to {verb}"
        try:
            return command(*words)
        except TypeError:
            return f"{verb} what?"


game = Game()
for line in ["look", "take lamp", "go north", "take key", "take sword", "bag", "go up", "go south", "drop lamp", "look", "fly", "take", "drop book", "quit", "look"]:
    print(">", line)
    print(game.run(line))
    if not game.running:
        break
