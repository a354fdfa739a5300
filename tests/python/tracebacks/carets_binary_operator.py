"""The operator of a failing binary operation is marked, its operands underlined."""


def total(prices, discount):
    return prices["apple"] + prices["pear"] * discount - prices["fig"]


total({"apple": 1, "pear": "2", "fig": 3}, 0.5)
