"""Ops of keras/src/ops/numpy.py on ints and their bits."""

from .modes import DTYPES, over, tensors

PAIRS = [("{2,3:int32}", "{2,3:int32}"), ("{N,3:int32}", "{3:int32}"), ("{3:int32}", "{N,3:int32}"), ("{2,3:int32}", "{4:int32}"),
         ("{2,3:uint8}", "{2,3:int8}"), ("{2,3:int32}", "{2,3:int64}"), ("{2,3}", "{2,3}"), ("{2,3:bool}", "{2,3:bool}"), ("{2,3:bool}", "{2,3:int8}"),
         ("{2,3:int32}", "3"), ("3", "{2,3:int32}"), ("{2,3:int32}", "1.5"), ("{2,3:uint32}", "{2,3:int32}"), ("{2,3:uint8}", "2"), ("{2,3:int64}", "2"),
         ("{2,3:int32}", "[1, 2, 3]"), ("{2,3:int32}", "np.array([1, 2, 3])"), ("np.array([1, 2, 3])", "{2,3:int32}"), ("{2,3:int32}", "None"),
         ("{2,3:int32}", "True"), ("{:int32}", "{2,1,4,5:int16}"), ("{2,3:int32}", "{2,3}"), ("{N,N:int32}", "{N,1:int32}"), ("{1,3:int32}", "{N,1:int32}"),
         ("{2,3,1,1,1,4:int8}", "{4:int8}"), ("{:uint16}", "{:uint16}"), ("{0,3:int32}", "{3:int32}"), ("{N,4:int32}", "{N,5:int32}"), ("{2,3:uint8}", "-1"),
         ("{2,3:uint8}", "{:uint8}"), ("[1, 2]", "{2:int64}"), ("{2:int16}", "2.0"), ("{3:float16}", "{3:int32}"), ("{3:bfloat16}", "{3:int64}"),
         ("{2,3:float64}", "{3:int32}"), ("{2,3:bool}", "1"), ("{2,3}", "2"), ("1.5", "{2,3:int32}"), ("{2:complex64}", "{2:int32}"), ("{2:int32}", "{2:bool}"),
         ("{2,3}", "{3:int32}"), ("{N,3}", "{N,1:int8}"), ("{2}", "{3:int32}"), ("{2:uint64}", "{2:uint64}"), ("{2:uint64}", "{2:int64}"), ("\"a\"", "{2:int32}"),
         ("3", "5"), ("2", "True"), ("1.5", "2"), ("[1, 2, 3]", "4"), ("[1, 2, 3]", "[4, 5]"), ("np.array([1, 2])", "np.array([[1], [2]])"), ("np.array([1, 2], \"int8\")", "3"),
         ("1", "2.0"), ("None", "3"), ("True", "False"), ("[1.5]", "[2]")]


def pairs(name):
    return [f".{name}({x}, {y})" for x, y in PAIRS] + over(name, [f"{{2,3:{each}}}, {{3:{each}}}" for each in DTYPES])


OPS = {name: pairs(name) + [f".{name}({{2:int32}})", f"s:.{name}({{2:int32}}, y={{2:int32}})", f"keras.ops.numpy.{name}(keras.KerasTensor((None, 3), \"int32\"), 2)"]
       for name in "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift left_shift right_shift gcd lcm ldexp".split()}
OPS["unravel_index"] = (
    over("unravel_index", tensors("3:int32", "N:int32", "2,3:int64", "N,4:int32", ":int32", "2,1,3:int8", "N,N:int32", "2,3", "3:bool", "3:uint8", "3:uint32", "0:int32"),
         ["(2, 3)", "[4]", "(2, 3, 4)", "(None, 3)", "()", "5", "shape=(2, 2)", "(2, 3.0)", "np.array([2, 3])", "{2:int32}"])
    + [".unravel_index(3, (2, 3))", ".unravel_index([1, 2], (2, 3))", ".unravel_index([[1, 2], [3, 4]], (2, 3))", ".unravel_index(np.array([1, 2]), (2, 3))", ".unravel_index(1.5, (2, 3))",
       ".unravel_index({3:int32})", ".unravel_index({3:int32}, None)"])
