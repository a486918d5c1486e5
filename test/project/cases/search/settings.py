N = 5
def get():
    return N
