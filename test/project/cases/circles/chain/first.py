from . import second

START = 5


def go():
    return second.use()
