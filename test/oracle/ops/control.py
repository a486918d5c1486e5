"""Ops that take functions, and `keras.random`."""

OPS = {
    "cond": [".cond({:bool}, lambda: 1.0, lambda: 2.0)", "s:(lambda x: .cond(True, lambda: x, lambda: x * 2))({N,3})", "(lambda x: .cond(.mean(x) > 0, lambda: x, lambda: x * 2))({N,3})",
             "(lambda x: .cond(.mean(x) > 0, lambda: x, lambda: .sum(x)))({N,3})", ".cond(True, lambda: .ones((2,)), lambda: .zeros((2,)))", "(lambda x: .cond(.shape(x)[1] > 2, lambda: x, lambda: -x))({N,3})",
             ".cond(False, lambda: 1, lambda: 2)", "ge:(lambda x: .cond(.mean(x) > 0, lambda: (x, x), lambda: (-x, x)))({N,3})"],
    "while_loop": ["(lambda x: .while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * 2), (0, x)))({N,3})", "(lambda x: .while_loop(lambda y: .sum(y) < 3, lambda y: (y + 2,), (x,)))({2,3})",
                   ".while_loop(lambda i: i < 3, lambda i: i + 1, 0)", ".while_loop(lambda i: i < 3, lambda i: [i + 1], [0])"],
    "fori_loop": ["(lambda x: .fori_loop(0, 3, lambda i, y: y * 2, x))({N,3})", ".fori_loop(0, 3, lambda i, y: y + i, 0)"],
    "scan": ["(lambda x: .scan(lambda c, y: (c + y, c), .zeros((3,)), x))({5,3})", "(lambda x: .scan(lambda c, y: (c + y, c * 2), .zeros((3,)), xs=x))({4,3})"],
    "map": ["(lambda x: .map(lambda y: y * 2, x))({5,3})", "(lambda x: .map(lambda y: .sum(y), x))({N,3})", "(lambda x: .map(lambda y: .reshape(y, (-1, 1)), x))({N,4})"],
    "vectorized_map": ["(lambda x: .vectorized_map(lambda y: y * 2, x))({5,3})", "(lambda x: .vectorized_map(lambda y: .sum(y), x))({N,3})", "(lambda x: .vectorized_map(lambda y: .sum(y), x))({4,3:int32})"],
    "associative_scan": ["(lambda x: .associative_scan(lambda a, b: a + b, x))({5,3})", "(lambda x: .associative_scan(lambda a, b: a + b, x, axis=1))({2,4})"],
    "switch": ["(lambda x: .switch(1, [lambda y: y, lambda y: y * 2], x))({N,3})", ".switch(0, [lambda y: y, lambda y: -y], 2.0)"],
    "custom_gradient": ["(lambda x: .custom_gradient(lambda y: (y * 2, lambda dy: dy))(x))({N,3})"],
    "saturate_cast": [".saturate_cast({N,3}, \"uint8\")", ".saturate_cast({2:int32}, \"int8\")", ".saturate_cast({2}, \"foo\")"],
    "random.normal": [f"keras.random.normal({each})" for each in ["(2, 3)", "[2]", "()", "(2, 3), mean=0.0, stddev=0.1", "(2, 3), dtype=\"float16\"", "(2, 3), seed=1", "(2, 3), dtype=\"int32\"", "(None, 3)", "3", "shape=(4,)", "(2, -1)"]]
    + ["Inside(lambda x: keras.random.normal((.shape(x)[0], 4)))(keras.KerasTensor((None, 3)))", "Inside(lambda x: keras.random.normal(.shape(x)))(keras.KerasTensor((None, 3)))", "(lambda x: keras.random.normal(.shape(x)))(keras.KerasTensor((None, 3)))"],
    "random.uniform": [f"keras.random.uniform({each})" for each in ["(2, 3)", "()", "(2, 3), 0, 1", "(2, 3), minval=-1.0, maxval=1.0, dtype=\"float16\"", "(2, 3), dtype=\"int32\"", "(None, 3)"]]
    + ["Inside(lambda x: keras.random.uniform((.shape(x)[0], 4)))(keras.KerasTensor((None, 3)))"],
    "random.truncated_normal": [f"keras.random.truncated_normal({each})" for each in ["(2, 3)", "(2, 3), stddev=0.02", "(2,), dtype=\"float64\""]],
    "random.randint": [f"keras.random.randint({each})" for each in ["(2, 3), 0, 10", "(2, 3), minval=0, maxval=2, dtype=\"int64\"", "(2, 3), 0, 10, dtype=\"float32\"", "(), 0, 5"]],
    "random.categorical": ["keras.random.categorical({N,5}, 3)", "keras.random.categorical({2,5}, num_samples=1, dtype=\"int64\")", "keras.random.categorical({5}, 2)"],
    "random.dropout": ["keras.random.dropout({N,3}, 0.5)", "keras.random.dropout({2,3}, rate=0.1, noise_shape=(2, 1))", "keras.random.dropout({2,3:float16}, 0.0)"],
    "random.shuffle": ["keras.random.shuffle({N,3})", "keras.random.shuffle({2,3}, axis=1)", "keras.random.shuffle([1, 2, 3])"],
    "random.gamma": ["keras.random.gamma((2, 3), 1.0)", "keras.random.gamma((2, 3), alpha=2.0, dtype=\"float16\")"], "random.beta": ["keras.random.beta((2, 3), 1.0, 2.0)"], "random.binomial": ["keras.random.binomial((2, 3), 5, 0.5)"],
    "random.SeedGenerator": ["keras.random.normal((2, 3), seed=keras.random.SeedGenerator(1))", "keras.random.dropout({N,3}, 0.5, seed=keras.random.SeedGenerator())"],
}
