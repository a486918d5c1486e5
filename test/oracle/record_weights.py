"""Record the weights of layers: `python record_weights.py OUT_FILE`.

Each layer of weight_cases.py is called once; its weights are kept in Keras's own order, under Keras's own names (the path
in Keras 3, the variable's name in Keras 2).
"""

import json
import pathlib
import sys

from judge import clean, dtype_name, failure, hush, prelude, reset

from weight_cases import CASES


def weights_of(layer):
    """`dense/kernel (3, 4) float32 trainable` of each: of what is trainable, the layer is asked, not the variable."""
    trainable = {id(weight) for weight in layer.trainable_weights}
    return [weight_text(weight, id(weight) in trainable) for weight in layer.weights]


def weight_text(weight, trainable):
    shape = "(" + ", ".join("None" if size is None else str(int(size)) for size in weight.shape) + ")"
    path = getattr(weight, "path", None) or weight.name.removesuffix(":0")
    return f"{path} {shape} {dtype_name(weight.dtype)}{' trainable' if trainable else ''}"


def judge(layer, argument, names):
    reset()
    names = dict(names)
    try:
        exec(f"layer = {layer}\nlayer({argument})", names)
    except Exception as error:
        return {"layer": layer, "argument": argument, "raises": failure(error)["exception"]}
    made = names["layer"]
    return {"layer": layer, "argument": argument, "weights": weights_of(made), "params": int(made.count_params())}


def main():
    errors, names = hush(), prelude()
    target = pathlib.Path(sys.argv[1])
    records = [judge(layer, argument, names) for layer, argument in CASES]
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"\t{json.dumps(record, ensure_ascii=False)}" for record in records)
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(clean(f"weights of {len(records)} layers"), file=errors)


if __name__ == "__main__":
    main()
