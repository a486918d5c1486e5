"""LSTM, GRU, SimpleRNN, Bidirectional, TimeDistributed."""

from .sampling import Grid, ranks, source, sources, table
from .vocabulary import weight_faults, weights

FLAGS = {key: ["True", "False"] for key in ("return_sequences", "return_state", "go_backwards", "unroll", "stateful", "use_bias")}
SHAPES = [(10, 8), (None, 8), (1, 8), (5, 4)]
UNFIT = ranks(1, 2, 4, 5) + [source((10, None)), source((None, None)), "None", "", source((0, 8)), source((10, 8), dtype="string"), source((10, 0)),
                             "[keras.Input((10, 8)), keras.Input((10, 8))]", "keras.Input((10, 8)), keras.Input((8,))",
                             "keras.Input((10, 8)), initial_state=keras.Input((8,))", source((None,))]


def recurrent(name, states, count, **options):
    zeros = ", ".join(["keras.Input((16,))"] * states)
    state = f"keras.Input((10, 8)), initial_state=[{zeros}]"
    inputs = sources(*SHAPES, dtypes=("int32", "float16", "bool")) + [source((None, 8), batch_size=2), state,
                                                                     f"[keras.Input((10, 8)), {zeros}]",
                                                                     "keras.Input((10, 8)), training=True",
                                                                     "keras.Input((10, 8)), mask=keras.Input((10,), dtype=\"bool\")",
                                                                     "layers.Embedding(100, 8, mask_zero=True)(keras.Input((10,)))"]
    wrong_state = [f"keras.Input((10, 8)), initial_state=[{', '.join(['keras.Input((7,))'] * states)}]",
                   f"keras.Input((10, 8)), initial_state=[{', '.join(['keras.Input((16,))'] * (states + 1))}]"]
    return Grid(
        name,
        required=["16", "units=16", "16, return_sequences=True", "16, return_state=True", "16, return_sequences=True, return_state=True", "1"],
        bad_required=["", "0", "-1", "None", '"16"', "2.5", "(16,)", "16.0", "unit=16", "16, True", "16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13"],
        options={**FLAGS, "activation": ['"tanh"', '"relu"', "None"], "dropout": ["0.2", "0.0"], "recurrent_dropout": ["0.3"],
                 "time_major": ["False"], **weights(["kernel", "recurrent"]), **options},
        faults=['activation="tahn"', 'recurrent_activation="sigmod"', "dropout=2", "dropout=-0.1", "dropout=1.5", 'dropout="a"', "dropout=None",
                "recurrent_dropout=2", "return_sequence=True", "return_states=True", "time_major=True", "implementation=3", "zero_output_for_mask=True",
                "input_length=10", "return_sequences=\"yes\"", "stateful=True", *weight_faults(["kernel", "recurrent"]),
                "recurrent_initializer=\"orthogonall\"", "reset_after=\"a\"", "unit_forget_bias=None", "input_shape=(10, 8)", "merge_mode=\"sum\""],
        inputs=inputs, bad_inputs=UNFIT + wrong_state, count=count, most=5)


CELLS = ["layers.LSTM(16)", "layers.LSTM(16, return_sequences=True)", "layers.GRU(16, return_sequences=True, return_state=True)",
         "layers.LSTM(16, return_state=True)", "layers.SimpleRNN(16)", "layer=layers.GRU(16)", "layers.LSTM(16, return_sequences=True, return_state=True)",
         "layers.LSTM(16, go_backwards=True)", "layers.GRU(16, return_state=True)"]

BIDIRECTIONAL = Grid(
    "Bidirectional",
    required=CELLS,
    bad_required=["", "layers.Dense(4)", "None", "layers.LSTM", "layers.Conv1D(4, 3)", "layers.LSTM(16), \"sum\"", "layers.LSTM(16, stateful=True)",
                  "layers.LSTM(0)", "16", "layers.LSTM(16), layers.LSTM(16)", "keras.Input((3, 4))", "[layers.LSTM(16)]"],
    options={"merge_mode": ['"concat"', '"sum"', '"mul"', '"ave"', "None"], "backward_layer": ["layers.LSTM(16, go_backwards=True)", "None"]},
    faults=['merge_mode="avg"', 'merge_mode="add"', "merge_mode=1", "merge_modes=None", "backward_layer=layers.LSTM(16)",
            "backward_layer=layers.GRU(8, go_backwards=True)", "backward_layer=layers.Dense(3)", "weights=None", "return_sequences=True",
            "backward_layer=layers.LSTM(8, go_backwards=True)", "backward_layer=layers.LSTM(16, go_backwards=True, return_sequences=True)"],
    inputs=sources(*SHAPES) + [source((None, 8), batch_size=2)],
    bad_inputs=UNFIT[:12], count=220)

TIMED = ["layers.Dense(10)", "layers.Flatten()", "layers.Conv2D(4, 3)", "layers.Dropout(0.5)", "layers.LSTM(4)", "layers.GlobalAveragePooling2D()",
         "layers.Reshape((-1,))", "layers.BatchNormalization()", "layer=layers.Dense(3)", "layers.TimeDistributed(layers.Dense(2))",
         "layers.MaxPooling2D()", "layers.Conv1D(4, 3)", "layers.LSTM(4, return_sequences=True)", "layers.Embedding(10, 4)",
         "keras.Sequential([layers.Dense(4), layers.Dense(5)])", "keras.Sequential([layers.Flatten(), layers.Dense(5)])", "layers.Activation(\"relu\")"]
TIME_DISTRIBUTED = Grid(
    "TimeDistributed",
    required=TIMED,
    bad_required=["", "None", "layers.Dense", "lambda x: x", "3", "layers.Dense(0)", "layers.LSTM(4, return_state=True)", "keras.Input((3,))",
                  "layers.Conv2D(4, 50)", "layers.Add()", "layers.Dense(3), 4", "[layers.Dense(3)]"],
    options={},
    faults=["units=3", "time_axis=1"],
    inputs=sources((10, 8), (None, 8), (10, 28, 28, 3), (None, 12, 12, 3), (10, 6, 8), (None, 6, 8), (None, None, None, 3), (10, 12, None, 3)) +
    [source((None, 8), batch_size=2), source((10, 8, 8, 3), batch_size=2)],
    bad_inputs=ranks(1, 2) + [source((10, None)), source((None, None)), "None", "[keras.Input((10, 8)), keras.Input((10, 8))]", source((0, 8))],
    count=240)

CELL_OPTIONS = {"recurrent_activation": ['"sigmoid"', '"hard_sigmoid"'], "implementation": ["1", "2"]}
LAYERS = table(
    recurrent("LSTM", 2, 340, unit_forget_bias=["True", "False"], **CELL_OPTIONS),
    recurrent("GRU", 1, 280, reset_after=["True", "False"], **CELL_OPTIONS),
    recurrent("SimpleRNN", 1, 190),
    BIDIRECTIONAL, TIME_DISTRIBUTED,
)
