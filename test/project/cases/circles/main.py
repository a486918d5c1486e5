import left
import right
from right import late
from chain import first

seen = right.SEEN
late_value = late()
names = (left.EARLY, left.LATE)
whole = first.go()
try:
    import broken_left

    outcome = "imported"
except ImportError:
    maybe_outcome = "circular"
