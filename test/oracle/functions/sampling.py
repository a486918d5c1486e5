"""How the expressions of a function are drawn: each one on KerasTensors, inside a layer's `call`, and on real tensors.

A tensor is written `4,6` (float32, without its batch axis), `?,6:int32` (an open axis, another dtype) or, with `=`, as the
whole shape of a real tensor such as a kernel: `=3,3,4,8`. Several tensors are separated by `|`; they are `x`, `y`, `z`, `w`.
"""

NAMES = "xyzw"
OPEN = 5  # the size that a real tensor has along an open axis


class Tensor:
    def __init__(self, text):
        shape, _, self.dtype = text.strip().partition(":")
        self.is_real = shape.startswith("=")
        parts = shape.lstrip("=").split(",")
        self.shape = tuple(None if part == "?" else int(part) for part in parts if part)

    def symbolic(self, batch):
        if self.is_real:
            return self.eager()
        extra = f", batch_size={batch}" if batch else ""
        extra += f", dtype={self.dtype!r}" if self.dtype else ""
        return f"keras.Input({self.shape!r}{extra})"

    def eager(self):
        shape = tuple(OPEN if size is None else size for size in self.shape)
        whole = shape if self.is_real else (2, *shape)
        make = "tf.fill" if self.dtype == "string" else "tf.ones"
        last = "'a'" if self.dtype == "string" else repr(self.dtype or "float32")
        return f"{make}({whole!r}, {last})"


class Function:
    """The calls of one function: every expression on every input."""

    def __init__(self, expressions, inputs=("4,6",), modes="symbolic static call eager names", alone=()):
        self.expressions = [expressions] if isinstance(expressions, str) else list(expressions)
        self.inputs = [inputs] if isinstance(inputs, str) else list(inputs)
        self.modes = modes.split()
        self.alone = list(alone)

    def codes(self, world):
        """The expressions that the world is asked, in a stable order."""
        found = list(self.alone)
        for index, expression in enumerate(self.expressions):
            for number, tensors in enumerate(self.inputs):
                drawn = [Tensor(part) for part in tensors.split("|")]
                found += self.forms(expression, drawn, world, (index + number) % 2 == 0, index == 0, number == 0)
        return sorted(set(found))

    def forms(self, expression, drawn, world, even, is_first, is_first_input):
        names = ", ".join(NAMES[: len(drawn)])
        function = f"lambda {names}: {expression}"
        symbolic, static = (", ".join(each.symbolic(batch) for each in drawn) for batch in (None, 2))
        inputs = "[" + ", ".join(name for name, each in zip(NAMES, drawn) if not each.is_real) + "]"
        is_traced = any(not each.is_real for each in drawn)
        if "symbolic" in self.modes and is_traced and (world == "a" or (is_first and is_first_input)):
            yield f"({function})({symbolic})"
        if "static" in self.modes and world == "a" and is_traced and not even:
            yield f"({function})({static})"
        if "call" in self.modes and is_traced:
            yield f"Call({function})({symbolic})"
        if "eager" in self.modes and (even or not is_traced):
            yield f"({function})({', '.join(each.eager() for each in drawn)})"
        if "names" in self.modes and world == "a" and is_first_input and is_traced:
            yield f"(lambda {names}: [each.name for each in keras.Model({inputs}, {expression}).layers])({symbolic})"
