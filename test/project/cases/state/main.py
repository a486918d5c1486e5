import config
from config import LIMIT, items
import worker
from worker import *

config.LIMIT = 7
old = LIMIT
new = config.LIMIT
seen = worker.limit()
items.append("main")
shared = (config.items, worker.items is config.items)
exported = (visible, worker._hidden)
counter = (worker.count(), worker.count(), worker.total)
copied = total
_private = "mine"
from listed import *

private = _private
try:
    maybe_public = unlisted
except NameError:
    maybe_public = "not exported"
import once, again

runs = once.runs
script = (config.NAME, config.IS_MAIN, __name__)
del config.LIMIT
maybe_gone = hasattr(config, "LIMIT")
setattr(config, "LIMIT", 9)
back = getattr(config, "LIMIT")
