"""Ops that move, cut and join axes."""

from .modes import over, tensors

SOME = tensors("", "3", "2,3", "N,3", "N,4,6")

OPS = {
    "ravel": over("ravel", SOME), "size": over("size", SOME) + [".size([1, 2])", ".size(np.ones((2, 3)))"], "ndim": over("ndim", SOME) + [".ndim(3)", ".ndim([[1]])", ".ndim(np.ones((2, 3)))"],
    "flip": over("flip", SOME, ["", "0", "axis=-1", "axis=(0, 1)", "axis=3"]), "fliplr": over("fliplr", SOME), "flipud": over("flipud", SOME),
    "roll": over("roll", SOME, ["1", "1, axis=0", "shift=-1, axis=-1", "(1, 2), axis=(0, 1)", "1, axis=3"]),
    "rot90": over("rot90", tensors("2,3", "N,4,6", "N,N,3", "3"), ["", "2", "k=1, axes=(1, 2)", "axes=(0, 0)", "k=0"]),
    "swapaxes": over("swapaxes", SOME, ["0, 1", "1, 2", "-1, -2", "axis1=0, axis2=-1", "0, 5"]),
    "moveaxis": over("moveaxis", SOME, ["0, -1", "1, 0", "(0, 1), (1, 0)", "[0, 1], [2, 0]", "source=-1, destination=1", "0, 5", "(0, 1), 0"]),
    "hstack": [".hstack([{N,3}, {N,4}])", ".hstack([{2,3}, {2,3:int32}])", ".hstack([{2}, {3}])", ".hstack([{2,3}, {3,3}])"],
    "vstack": [".vstack([{N,3}, {2,3}])", ".vstack([{2,3}, {4,3:int32}])", ".vstack([{3}, {3}])", ".vstack([{2,3}, {2,4}])"],
    "dstack": [".dstack([{N,3}, {N,3}])", ".dstack([{3}, {3}])", ".dstack([{2,3,1}, {2,3,4:int32}])", ".dstack([{}, {}])"],
    "append": [".append({2,3}, {2,3})", ".append({N,3}, {2,3}, axis=0)", ".append({2,3}, {2,4}, axis=-1)", ".append({2,3}, {2,4}, axis=0)", ".append({2:int32}, {2})", ".append({N}, {2})"],
    "unstack": over("unstack", tensors("2,3", "N,3", "N,4,6"), ["", "axis=-1", "axis=1", "3, 1", "num=2", "num=4, axis=1", "axis=5", "num=3, axis=0"]),
    "array_split": over("array_split", tensors("7", "N,5", "2,3,4"), ["2", "3, axis=-1", "2, axis=0", "0", "[1, 2]"]),
    "hsplit": over("hsplit", tensors("6", "2,6", "N,5"), ["2", "[1, 3]"]), "vsplit": over("vsplit", tensors("6", "4,6", "N,5"), ["2", "[1, 3]"]), "dsplit": over("dsplit", tensors("6", "2,4,6", "N,N,5"), ["2", "[1, 3]"]),
    "take_along_axis": over("take_along_axis", ["{N,3}", "{2,3}", "{4}"], ["{N,1:int32}, axis=1", "{2,2:int32}, axis=-1", "{2:int32}", "{2:int32}, axis=0", "{2,3:int32}, axis=4", "{1,3:int32}, axis=0"]),
    "diag": over("diag", SOME + ["{4,6}"], ["", "1", "k=-2"]), "diagflat": over("diagflat", SOME, ["", "1"]),
    "diagonal": over("diagonal", SOME + ["{4,6}"], ["", "1", "offset=-2", "axis1=1, axis2=2", "0, 0, -1", "0, 1, 1"]),
    "trace": over("trace", SOME + ["{3,3:int8}", "{3,3:bool}"], ["", "axis1=-1, axis2=0", "0, 1, 1"]) + over("trace", ["{2,3}", "{3,3:int8}"], ["1"]),
    "tril": over("tril", SOME, ["", "1", "k=-1"]), "triu": over("triu", SOME, ["", "1", "k=-1"]),
    "outer": [".outer({2}, {3})", ".outer({N,2}, {3:int32})", ".outer({2:int32}, {3:int8})", ".outer({2,3}, 2.0)"],
    "inner": [".inner({3}, {3})", ".inner({2,3}, {4,3})", ".inner({N,3}, {3})", ".inner({2,3}, {4})", ".inner({}, {2,3})", ".inner({2:int32}, {2:int32})"],
    "vdot": [".vdot({3}, {3})", ".vdot({2,3}, {2,3:int32})", ".vdot({N}, {N})", ".vdot({3}, {4})"],
    "dot": [".dot({N,3}, {3,4})", ".dot({3}, {3})", ".dot({2,3}, {3})", ".dot({2,3}, {4})", ".dot({2,3}, 2.0)", ".dot({N,4,3}, {2,3,5})", ".dot({}, {2,3})", ".dot({2,3}, {4,5})", ".dot({2,3:int32}, {3,2:int32})",
            ".dot({3}, {3,4})", ".dot({3}, {4})"],
    "tensordot": [".tensordot({2,3}, {3,4}, 1)", ".tensordot({N,3,4}, {3,4,5})", ".tensordot({N,3,4}, {4,5}, axes=[[2], [0]])", ".tensordot({2,3}, {4,5}, axes=1)", ".tensordot({2}, {3}, axes=0)",
                  ".tensordot({N,3,4}, {4,5}, axes=[[-1], [0]])", ".tensordot({2,3:int32}, {3,4:int32}, axes=1)", ".tensordot({2,3:int8}, {3,4:int8}, axes=1)", ".tensordot({2,3,4}, {4,3,5}, axes=([1, 2], [1, 0]))",
                  ".tensordot({2,3}, {4,5}, axes=[[1], [0]])"],
    "kron": [".kron({2,3}, {4,5})", ".kron({N,3}, {2,2})", ".kron({2:int32}, {3})"],
    "cross": [".cross({N,3}, {N,3})", ".cross({2,3}, {3})", ".cross({2,2}, {2,3})", ".cross({2,2}, {2,2})", ".cross({2,4}, {2,4})", ".cross({3,2}, {3,2}, axis=0)"],
    "meshgrid": [".meshgrid({3}, {4})", ".meshgrid({3}, {4}, indexing=\"ij\")", ".meshgrid({N}, {4:int32})", ".meshgrid({3}, {4}, {5})", ".meshgrid({3}, {4}, indexing=\"foo\")", ".meshgrid({3:int32}, {4:int32})"],
    "nonzero": over("nonzero", SOME),
    "get_item": [".get_item({N,3,4}, 0)", ".get_item({N,3,4}, (0, 1))", ".get_item({N,3,4}, (slice(None), 1))", ".get_item({2,3}, (Ellipsis, None))", ".get_item({2,3}, 5)"],
    "scatter": [".scatter({2,1:int32}, {2,3}, (5, 3))", ".scatter({N,1:int32}, {N}, shape=(4,))", ".scatter([[0], [1]], [1.0, 2.0], (4,))"],
    "scatter_update": [".scatter_update({4,3}, {2,1:int32}, {2,3})", ".scatter_update({N,3}, [[0, 1]], [1.0])", ".scatter_update({4}, [[0], [1]], {2}, reduction=\"add\")", ".scatter_update({4}, [[0]], {1}, \"foo\")",
                       ".scatter_update({4:int32}, [[0]], {1:int32})"],
}
