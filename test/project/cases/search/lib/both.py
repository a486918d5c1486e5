N = 2
WHERE = "lib"
