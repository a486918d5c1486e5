for each in ("one", "two"):
    globals()[each] = len(each)
