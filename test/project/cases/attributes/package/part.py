inner = "inner"
