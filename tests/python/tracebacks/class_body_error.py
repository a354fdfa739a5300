"""An error in a class body names the class."""

limits = {"low": 1}


class Settings:
    low = limits["low"]
    high = limits["high"]
