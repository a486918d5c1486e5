import config
from blocks import dense as plain


def wide(units):
    return units * config.FACTOR
