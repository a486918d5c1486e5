import zoo

order = zoo.order
again = zoo.again
known = list(zoo.KNOWN)
sizes = [zoo.KNOWN[name]() for name in ("small", "big")]
zebra = zoo.Zebra.ORDER
