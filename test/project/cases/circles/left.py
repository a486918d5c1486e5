EARLY = 1
import right

LATE = right.SEEN + 1
