def value():
    from spread import one
    import spread.two as two

    return one.N * 10 + two.N
