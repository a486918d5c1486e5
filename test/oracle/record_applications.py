"""Judge keras.applications: `python record_applications.py OUT_DIR [family ...]` writes OUT_DIR/<family>.jsonl.

The calls are in application_cases.py.

Nothing is downloaded: pretrained weights count as loaded. Of each program, the last model's inputs, outputs and layers are
kept (in full for the first program of a family, else their digest), and which names Keras would give next.
"""

import hashlib
import json
import pathlib
import signal
import sys

from judge import clean, dtype_name, failure, hush, in_sample, prelude, reset, spec, world

import tensorflow as tf

from application_cases import cases

SECONDS = 600

# One layer of each class that the applications leave to be named automatically.
NEXT = """[layer.name for layer in (
    layers.Conv2D(1, 1), layers.BatchNormalization(), layers.Activation("relu"), layers.Add(), layers.Concatenate(), layers.Multiply(),
    layers.Dense(1), layers.Dropout(0.5), layers.ReLU(), layers.ZeroPadding2D(), layers.Cropping2D(), layers.Rescaling(1.0),
    layers.GlobalAveragePooling2D(), layers.GlobalMaxPooling2D(), layers.MaxPooling2D(2), layers.AveragePooling2D(2),
    layers.Flatten(), layers.LayerNormalization(), layers.Normalization(), keras.Sequential())]"""


def load_nothing():
    """Pretrained weights are always there, and always fit."""
    if world() == "a":
        from keras.src.engine import training
        from keras.src.utils import data_utils as files

        model = training.Model
    else:
        from keras.src.models.model import Model as model
        from keras.src.utils import file_utils as files
    files.get_file = lambda *args, **kwargs: "weights.h5"
    model.load_weights = lambda self, *args, **kwargs: None


def shape_text(shape):
    return "(" + ", ".join("None" if size is None else str(int(size)) for size in shape) + ")"


def producers(layer):
    """Names of the layers and operations that a layer was first called on."""
    if world() == "a":
        nodes = layer._inbound_nodes[0].parent_nodes
        return [node.layer.name for node in nodes]
    return [node.operation.name for node in layer._inbound_nodes[0].parent_nodes]


def line(layer):
    return f"{layer.name} {type(layer).__name__} {shape_text(layer.output.shape)} {layer.count_params()} <- {' '.join(producers(layer))}".strip()


def describe(model, full):
    lines = [line(layer) for layer in model.layers]
    trainable = sum(int(tf.size(weight)) if weight.shape.rank else 1 for weight in model.trainable_weights) if world() == "a" else sum(
        int(tf.size(weight.value)) for weight in model.trainable_weights
    )
    return {
        "name": model.name,
        "class": type(model).__name__,
        "inputs": [spec(each) for each in model.inputs],
        "outputs": [spec(each) for each in model.outputs],
        "params": model.count_params(),
        "trainable": trainable,
        "layers": len(lines),
        **({"lines": lines} if full else {"digest": hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]}),
    }


def judge(program, names, full):
    reset()
    signal.alarm(SECONDS)
    names = dict(names)
    try:
        for expression in program:
            names["model"] = eval(expression, names)
    except Exception as error:
        return {"program": program, "raises": failure(error)}
    finally:
        signal.alarm(0)
    return {"program": program, "model": describe(names["model"], full), "next": eval(NEXT, names)}


def main():
    target, wanted = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    target.mkdir(parents=True, exist_ok=True)
    errors, names = hush(), prelude()
    exec("from tensorflow.keras import applications" if world() == "a" else "from keras import applications", names)
    load_nothing()
    for family, programs in cases(world()).items():
        if wanted and family not in wanted:
            continue
        chosen = [(index, program) for index, program in enumerate(programs) if in_sample("\n".join(program))]
        records = [judge(program, names, index == 0) for index, program in chosen]
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (target / f"{family}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(clean(f"{family}: {len(records)} programs"), file=errors, flush=True)


if __name__ == "__main__":
    main()
