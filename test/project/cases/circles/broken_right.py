from broken_left import name

value = name
