"""MultiHeadAttention, Attention, AdditiveAttention, EinsumDense."""

from .sampling import Grid, source, table
from .vocabulary import weight_faults, weights


def query_value(*shapes, extra=""):
    return ", ".join(source(shape) for shape in shapes) + extra


SEVERAL = [((6, 8), (6, 8)), ((6, 8), (4, 8)), ((None, 8), (None, 8)), ((6, 8), (4, 5)), ((None, 8), (4, 3)), ((2, 6, 8), (2, 6, 8)), ((6, 8), (6, 8), (6, 8)),
           ((6, 8), (4, 8), (4, 8)), ((6, 8), (4, 5), (4, 7)), ((None, None, 8), (None, None, 8))]
CALLS = [query_value(*shapes) for shapes in SEVERAL]
CALLS += [query_value((6, 8), (4, 8), extra=more) for more in [
    ", return_attention_scores=True", ", use_causal_mask=True", ", training=True", ", attention_mask=keras.Input((6, 4))",
    ", attention_mask=keras.Input((6, 4), dtype=\"bool\")", ", key=keras.Input((4, 8))", ", attention_mask=None"]]
CALLS += ["query=keras.Input((6, 8)), value=keras.Input((4, 8))", "keras.Input((6, 8), batch_size=2), keras.Input((4, 8), batch_size=2)",
          "keras.Input((6, 8), dtype=\"float16\"), keras.Input((4, 8), dtype=\"float16\")", "keras.Input((6, 8), batch_size=2), keras.Input((4, 8))"]
WRONG = ["", source((6, 8)), "[keras.Input((6, 8)), keras.Input((6, 8))]", query_value((8,), (8,)), query_value((6, 8), (8,)), query_value((6, None), (6, None)),
         query_value((6, 8), (4, 8), (5, 8)), "None, None", "keras.Input((6, 8)), None", query_value((), ()), query_value((2, 6, 8), (6, 8)),
         query_value((6, 8), (4, 8), extra=", attention_mask=keras.Input((5, 4))"), query_value((6, 8), (4, 8), extra=", mask=None"),
         query_value((6, 8), (4, 8), extra=", foo=1"), "keras.Input((6, 8), batch_size=2), keras.Input((6, 8), batch_size=3)",
         query_value((0, 8), (0, 8)), "keras.Input((6, 8), dtype=\"int32\"), keras.Input((4, 8), dtype=\"int32\")"]

MULTI_HEAD = Grid(
    "MultiHeadAttention",
    required=["2, 4", "num_heads=2, key_dim=4", "1, 8", "num_heads=4, key_dim=16, value_dim=5", "2, 4, output_shape=12"],
    bad_required=["", "2", "0, 4", "2, 0", "-1, 4", "2, -4", "None, 4", "2, None", '"2", 4', "2.0, 4", "2, 4.0", "(2,), 4", "heads=2, key_dim=4", "key_dim=4",
                  "2, 4, 5, 0.1, True, None, None, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"],
    options={"value_dim": ["None", "6"], "dropout": ["0.1", "0"], "use_bias": ["False"], "output_shape": ["None", "10", "(10,)", "(3, 4)"],
             "attention_axes": ["None", "(1,)", "1", "(1, 2)", "(2,)"], **weights(["kernel"])},
    faults=["output_shape=0", "output_shape=-1", 'output_shape="a"', "attention_axes=(5,)", "attention_axes=(0,)", 'attention_axes="a"', "value_dim=0",
            "dropout=2", "dropout=-1", 'dropout="a"', "head_size=3", "num_head=2", *weight_faults(["kernel", "bias"]), "attention_axes=(3,)", "flash_attention=True"],
    inputs=CALLS, bad_inputs=WRONG, count=300)

LISTS = [f"[{call}]" for call in CALLS[:9]] + [f"[{query_value((6, 8), (4, 8))}], {extra}" for extra in ["return_attention_scores=True", "use_causal_mask=True", "training=True",
                                                                                           "mask=[None, None]"]]
BAD_LISTS = [f"[{call}]" if call else "" for call in WRONG[1:11]] + [query_value((6, 8), (4, 8)), source((6, 8)), "None", "[]", f"[{query_value((6, 8), (4, 7))}]"]
ATTENTION = Grid("Attention", required=["", "use_scale=True", "score_mode=\"concat\"", "dropout=0.1"],
                 bad_required=["score_mode=\"foo\"", "score_mode=None", "dropout=\"a\"", "1, 2, 3, 4, 5", "use_scales=True"],
                 options={"use_scale": ["True"], "score_mode": ['"dot"', '"concat"'], "dropout": ["0.2"]}, inputs=LISTS, bad_inputs=BAD_LISTS, count=90)
ADDITIVE = Grid("AdditiveAttention", required=["", "use_scale=False", "dropout=0.1"], bad_required=["score_mode=\"dot\"", "dropout=\"a\""],
                inputs=LISTS, bad_inputs=BAD_LISTS, count=70)

EQUATIONS = [('"ab,bc->ac"', "64"), ('"abc,cd->abd"', "(None, 64)"), ('"...x,xy->...y"', "64"), ('"abc,cde->abde"', "(None, 4, 5)"), ('"abc,cd->abd"', "(6, 10)"),
             ('"ab,b->a"', "()"), ('"abc,bcd->ad"', "10"), ('"ab...,b->a..."', "None")]
EINSUM = Grid(
    "EinsumDense",
    required=[f"{equation}, {shape}" for equation, shape in EQUATIONS] + ["\"ab,bc->ac\", output_shape=64, bias_axes=\"c\"", "equation=\"abc,cd->abd\", output_shape=(None, 8), bias_axes=\"d\""],
    bad_required=["", '"ab,bc->ac"', '"ab,bc", 64', '"abbc->ac", 64', '"ab,bc->ad", 64', '"ab,bc->ac", (1, 2)', '"ab,bc->ac", "a"', "3, 64", '"ab,bc->ac", 64, bias_axes="z"',
                  '"abc,cd->abd", 64', '"ab,bc->ac", 0', '"ab,bc->ac", -1'],
    options={"activation": ['"relu"'], **weights(["kernel"])}, faults=['activation="rellu"', "units=3", "bias_axes=3", *weight_faults(["kernel"])],
    inputs=[source((8,)), source((6, 8)), source((None, 8)), source((6, 5, 8)), source((8,), batch_size=4)],
    bad_inputs=[source(()), source((None,)), source((6, None)), "None", "[keras.Input((8,))]", source((8,), dtype="int32")], count=120, fault_rate=0.15)

LAYERS = table(MULTI_HEAD, ATTENTION, ADDITIVE, EINSUM)
