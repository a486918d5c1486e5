KNOWN = {}


def register(name):
    def add(made):
        KNOWN[name] = made
        return made

    return add
