from .registry import register


@register("small")
def build():
    return 4
