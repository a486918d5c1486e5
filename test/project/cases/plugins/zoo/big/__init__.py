from ..registry import register


@register("big")
def build():
    return 40
