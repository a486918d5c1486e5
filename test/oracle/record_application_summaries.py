"""Record `model.summary()` of keras.applications: `python record_application_summaries.py OUT_FILE`.

Every builder is called with `weights=None`. Of the rows of the table, and of the weights, the number and a digest are kept.
"""

import hashlib
import json
import pathlib
import sys

from judge import clean, hush, prelude, reset, world

from application_cases import FAMILIES, ONLY_KERAS_2
from record_summaries import summary


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def row_text(row):
    connected = " ".join(row["connected_to"])
    return f"{row['name']} ({row['class']}) {row['output_shape']} {row['params']} <- {connected}".strip()


def judge(builder, applications):
    reset()
    found = summary(getattr(applications, builder)(weights=None))
    rows = [row_text(row) for row in found["layers"]]
    # A weight's last name is the one that its layer gives it.
    weights = [weight.rpartition("/")[2] for weight in found["weights"]]
    return {
        "name": found["name"],
        "rows": len(rows),
        "rows_digest": digest(rows),
        "weights": len(weights),
        "weights_digest": digest(weights),
        "total_params": found["total_params"],
        "trainable_params": found["trainable_params"],
        "non_trainable_params": found["non_trainable_params"],
    }


def main():
    errors, names = hush(), prelude()
    applications = names["keras"].applications
    families = {**FAMILIES, **(ONLY_KERAS_2 if world() == "a" else {})}
    records = {}
    for family, builders in families.items():
        records.update({builder: judge(builder, applications) for builder in builders})
        print(clean(f"{family}: {len(builders)} summaries"), file=errors, flush=True)
    target = pathlib.Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"\t{json.dumps(name)}: {json.dumps(record)}" for name, record in records.items())
    target.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
