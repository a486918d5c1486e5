from config import items
import config

items.append("worker")
visible = "seen"
_hidden = "unseen"
total = 0


def limit():
    return config.LIMIT


def count():
    global total
    total += 1
    return total
