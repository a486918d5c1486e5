x = 4
log = []
