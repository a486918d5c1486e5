import importlib
import os
import sys
from os.path import dirname, join
from pathlib import Path

__here__ = os.path.dirname(os.path.abspath(__file__))
file_name = os.path.basename(__file__)
stem = Path(__file__).resolve().stem
here_is_parent = Path(__file__).resolve().parents[0].name == os.path.basename(__here__)

sys.path.append(os.path.join(__here__, "other"))
sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))
sys.path.insert(0, join(dirname(__file__), "lib", "..", "lib", "deep"))
import both
import inner
import outer

where = both.WHERE
inner_m = inner.M
outer_n = outer.N

if False:
    sys.path.insert(0, join(__here__, "late"))
try:
    import pkg

    maybe_found = True
except ImportError:
    maybe_found = False
sys.path = sys.path + [join(__here__, "late")]
import pkg

late_k = pkg.K

import settings

settings.N = 50
before = settings.get()
again = importlib.reload(settings)
after = (settings.get(), again is settings, pkg.settings.N)

sys.modules["alias"] = settings
import alias

alias.N = 6
through_alias = (settings.N, alias is settings, sys.modules["settings"] is settings)
by_name = __import__("settings").N
top = __import__("pkg.missing").K if False else __import__("pkg", fromlist=["K"]).K
main = sys.modules[__name__]
main.late = 7
late_too = late
is_loaded = "settings" in sys.modules

old = settings
del sys.modules["settings"]
import settings

settings.N = 8
maybe_gone = (old.N, settings.N, old is settings)

if os.path.exists(join(__here__, "nothing")):
    sys.path.insert(0, join(__here__, "late"))
    sys.path.insert(0, join(__here__, "lib", "deep"))
    sys.path.insert(0, __here__)
import doubtful

maybe_doubtful = doubtful.N
