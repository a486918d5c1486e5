"""One template, three modes: on KerasTensors, on graph tensors inside a layer's `call`, on eager tensors.

A template is an expression with tensors in braces: `reshape({N,3,4:int32}, (-1, 12))`. `N` is `None`, and 2 in an eager
tensor. A name before a parenthesis that begins with a dot is an op: `.reshape(` is `keras.ops.reshape(`.
"""

import re

TENSOR = re.compile(r"\{([^}:]*)(?::(\w+))?\}")
OP = re.compile(r"(?<![\w)\]\"'.])\.(?=[a-z])")


def _shape(text, none):
    dims = [none if dim.strip() == "N" else dim.strip() for dim in text.split(",") if dim.strip()]
    return f"({dims[0]},)" if len(dims) == 1 else f"({', '.join(dims)})"


def symbolic(text, dtype):
    return f'keras.KerasTensor({_shape(text, "None")}, "{dtype or "float32"}")'


def eager(text, dtype):
    return f'tf.zeros({_shape(text, "2")}, "{dtype or "float32"}")'


def named(template):
    return OP.sub("keras.ops.", template)


def expand(template, modes="sge"):
    """The codes of a template. `s:`, `g:`, `e:` or a mixture in front restricts the modes."""
    prefix = re.match(r"([sge]+):", template)
    if prefix:
        modes, template = prefix[1], template[prefix.end():]
    template = named(template)
    if not TENSOR.search(template):
        return [template]
    codes = []
    if "s" in modes:
        codes.append(TENSOR.sub(lambda found: symbolic(*found.groups()), template))
    if "g" in modes:
        names = iter("abcdefgh")
        used = []

        def name(found):
            used.append((next(names), symbolic(*found.groups())))
            return used[-1][0]

        body = TENSOR.sub(name, template)
        parameters = ", ".join(each for each, _ in used)
        codes.append(f"Inside(lambda {parameters}: {body})({', '.join(source for _, source in used)})")
    if "e" in modes:
        codes.append(TENSOR.sub(lambda found: eager(*found.groups()), template))
    return codes


def over(call, tensors, arguments=("",)):
    """Templates of one op: each tensor with each argument list."""
    return [f".{call}({tensor}{', ' if argument else ''}{argument})" for tensor in tensors for argument in arguments]


DTYPES = ["float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "bool"]


def dtypes(shape="2,3", names=DTYPES):
    return [f"{{{shape}:{name}}}" for name in names]


def tensors(*shapes):
    return [f"{{{shape}}}" for shape in shapes]
