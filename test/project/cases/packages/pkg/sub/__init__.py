from ..log import order
from .. import log as same_log

order.append("sub")
total = len(same_log.order)
