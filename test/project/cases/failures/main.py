try:
    import raises

    first = "imported"
except ValueError:
    first = "raised"
try:
    from raises_import import x
except ImportError:
    x = "fallback"
try:
    import works
except ImportError:
    works = None
second = works.x if works else 0
try:
    import halfway
except RuntimeError:
    pass
try:
    import halfway as again
except RuntimeError as error:
    third = "raised again"
kept = works.log
if False:
    import raises
from works import log as end
