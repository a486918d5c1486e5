from . import log

log.order.append("pkg")
from .a import a
