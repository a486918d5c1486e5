LIMIT = 3
items = ["config"]
NAME = __name__
IS_MAIN = False
if __name__ == "__main__":
    IS_MAIN = True
