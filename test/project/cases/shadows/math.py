def floor(x):
    return "not this one"
