import computed
import config
import kinds
import opened
import package


def build(kind, units):
    make = None if kind is None else getattr(kinds, kind, None)
    if make is not None:
        return make(units)
    elif kind == "narrow":
        return units // 2
    return "unknown kind"


built = (build("wide", 4), build("plain", 4), build("narrow", 4), build("se", 4), build(None, 4))
maybe_renamed = hasattr(kinds, "dense")
has = (hasattr(kinds, "wide"), hasattr(config, "FACTOR"), hasattr(config, "factor"))
try:
    kinds.tall
    caught = "found"
except AttributeError:
    caught = "missing"
config.factor = 5
later = (hasattr(config, "factor"), config.factor)
maybe_computed = (getattr(computed, "anything", None), getattr(computed, "missing", None))
maybe_opened = (getattr(opened, "one", None), getattr(opened, "three", None))
maybe_before = hasattr(package, "part")
import package.part

after = (hasattr(package, "part"), package.part.inner)


class Bag:
    size = 1


bag = Bag()
for name in ("left", "right"):
    setattr(bag, name, len(name))
sizes = (bag.left, bag.right, getattr(bag, "size"), getattr(bag, "depth", 0))
