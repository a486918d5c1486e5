OWN = "mine"
