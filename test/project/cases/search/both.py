N = 1
WHERE = "beside"
