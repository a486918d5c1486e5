"""How a grid is drawn: every argument value and every input once, then random mixtures from a stable seed.

A grid is a list of Python expressions such as `layers.Dense(10)(keras.Input((None, 28)))`. The same list is judged in
both worlds, so nothing here may import Keras or depend on the Python version.
"""

import random

COMMON_OPTIONS = {"name": ['"n"', "None"], "dtype": ['"float16"', '"float64"', '"mixed_float16"'], "trainable": ["False"]}
COMMON_FAULTS = ["foo=1", 'name="a/b"', "name=3", 'dtype="float99"', "input_dim=3", "input_shape=(4,)", "batch_size=2"]


def source(shape, **kwargs):
    """`keras.Input(...)` for a shape without its batch axis."""
    extra = "".join(f", {key}={value!r}" for key, value in kwargs.items())
    return f"keras.Input({shape!r}{extra})"


def sources(*shapes, dtypes=("int32", "float16"), batch=4):
    """Inputs of the given shapes; the first shape comes in all its forms."""
    first = shapes[0]
    found = [source(shape) for shape in shapes]
    found.append(source(first, batch_size=batch))
    if len(shapes) > 1:
        found.append(source(shapes[1], batch_size=batch))
    found.append(f"keras.Input(shape={list(first)!r})")
    found.append(f"keras.Input(batch_shape={(None, *first)!r})")
    found += [source(first, dtype=dtype) for dtype in dtypes]
    return found


def ranks(*wanted):
    """Plain inputs of the given ranks (the batch axis counts), for axis and rank errors."""
    plain = {1: (), 2: (8,), 3: (6, 8), 4: (6, 5, 8), 5: (6, 5, 4, 8), 6: (3, 6, 5, 4, 8), 7: (2, 3, 6, 5, 4, 8)}
    return [source(plain[rank]) for rank in wanted]


def parses(code):
    """A mixture may put a positional argument after a keyword; that is no program."""
    try:
        compile(code, "<grid>", "eval")
    except SyntaxError:
        return False
    return True


class Grid:
    """The argument space of one layer class.

    `required` and `bad_required` are the leading part of the argument list as source text; `options` maps a keyword to
    good values; `faults` are whole fragments that are wrong (or at least odd); `inputs` and `bad_inputs` are call
    argument lists as source text.
    """

    def __init__(self, name, *, inputs, required=("",), options=None, faults=(), bad_required=(), bad_inputs=(),
                 count=80, common=True, fault_rate=0.22, bad_input_rate=0.18, most=4):
        self.name = name
        self.required, self.bad_required = list(required), list(bad_required)
        self.options = dict(options or {})
        self.faults = list(faults)
        if common:
            self.options.update({k: v for k, v in COMMON_OPTIONS.items() if k not in self.options})
            self.faults += COMMON_FAULTS
        self.inputs, self.bad_inputs = list(inputs), list(bad_inputs)
        self.count, self.most = count, most
        self.fault_rate, self.bad_input_rate = fault_rate, bad_input_rate
        self.random = random.Random(f"keraspec/{name}")

    def code(self, fragments, call):
        return f"layers.{self.name}({', '.join(part for part in fragments if part)})({call})"

    def singles(self):
        """Each thing that can vary, alone."""
        pick = self.random.choice
        for part in self.required + self.bad_required:
            yield self.code([part], self.inputs[0])
            yield self.code([part], pick(self.inputs))
        for key, values in self.options.items():
            for value in values:
                yield self.code([self.required[0], f"{key}={value}"], pick(self.inputs[:3]))
        for fault in self.faults:
            yield self.code([self.required[0], fault], self.inputs[0])
        for call in self.inputs + self.bad_inputs:
            yield self.code([self.required[0]], call)

    def mixture(self):
        """A random record: some options, perhaps one fault, perhaps an unfit input."""
        chance, pick = self.random.random, self.random.choice
        bad_arguments = chance() < self.fault_rate
        use_required = bad_arguments and self.bad_required and chance() < 0.4
        parts = [pick(self.bad_required if use_required else self.required)]
        keys = self.random.sample(sorted(self.options), min(len(self.options), self.random.randint(0, self.most)))
        parts += [f"{key}={pick(self.options[key])}" for key in sorted(keys)]
        if bad_arguments and not use_required and self.faults:
            fault = pick(self.faults)
            parts = [part for part in parts if "=" not in fault or not part.startswith(fault.split("=")[0] + "=")]
            parts.insert(min(1, len(parts)) if "=" not in fault else len(parts), fault)
        unfit = self.bad_inputs and chance() < self.bad_input_rate
        return self.code(parts, pick(self.bad_inputs if unfit else self.inputs))

    def codes(self):
        found = set(filter(parses, self.singles()))
        for _ in range(self.count * 20):
            if len(found) >= self.count:
                break
            code = self.mixture()
            if parses(code):
                found.add(code)
        return sorted(found)


def table(*grids, **extra):
    """Layer name -> its sorted codes; `extra` adds hand-written lists."""
    found = {grid.name: grid.codes() for grid in grids}
    for name, codes in extra.items():
        found[name] = sorted(set(found.get(name, [])) | set(codes))
    return found
