import random
import textwrap
import math
import spread.one
from spread import two
import importlib
from importlib import import_module

own = random.OWN
maybe_library = math.floor(2.5)
regular = textwrap.WHICH
parts = (spread.one.N, two.N)
dynamic = importlib.import_module("spread.one").N + import_module(".two", package="spread").N
lazy = import_module("inner").value()
