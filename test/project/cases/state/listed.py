__all__ = ["_private", "helper"]
_private = "theirs"
unlisted = "no"


def helper():
    return 1
