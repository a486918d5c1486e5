from .log import order

order.append("a")


def a():
    return "the function"
