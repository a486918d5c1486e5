import pkg
import pkg.sub.deep as deep
from pkg import a, sub
from pkg.sub import deep as same
import pkg.a

function_not_module = pkg.a()
name_is_function = a()
value = deep.VALUE + same.VALUE
order = pkg.log.order
package = (pkg.sub.__name__, pkg.sub.__package__, deep.__package__, pkg.__name__)
total = sub.total
