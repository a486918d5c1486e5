from both import N
M = N + 10
