from .. import log
from ..log import order

log.order.append(__name__)
VALUE = len(order)
