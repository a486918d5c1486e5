from broken_right import value

name = value
