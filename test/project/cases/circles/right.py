import left
from left import EARLY

SEEN = EARLY + 10


def late():
    return left.LATE
