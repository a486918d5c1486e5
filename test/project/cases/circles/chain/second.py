import chain.first as first
from chain import first as again


def use():
    return first.START + again.START
