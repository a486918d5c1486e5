"""ReversibleEmbedding, RMSNormalization, adaptive pooling (Keras 3) and the convolutional LSTMs."""

from .sampling import Grid, source, sources, table

REVERSIBLE = Grid("ReversibleEmbedding", required=["100, 16", "input_dim=50, output_dim=8", "100, 16, tie_weights=False", "100, 16, reverse_dtype='float32'", "100, 16, mask_zero=True"],
                  bad_required=["", "100", "0, 16", "100, -1", "'a', 16", "10.5, 3"], options={"logit_soft_cap": ["30.0"], "embeddings_initializer": ['"zeros"', '"normal"']},
                  faults=['embeddings_initializer="nrmal"', "tie_weight=False"],
                  inputs=[source((10,), dtype="int32"), source((None,), dtype="int64"), source((10,)), source((4, 5), dtype="int32"),
                          "keras.Input((10, 16)), reverse=True", "keras.Input((None, 16)), reverse=True", "keras.Input((10, 16), batch_size=2), reverse=True"],
                  bad_inputs=[source(()), "keras.Input((16,)), reverse=True"], count=90)

RMS = Grid("RMSNormalization", required=["", "axis=-1", "axis=1", "-1", "axis=(1, 2)", "axis=[-1]"], bad_required=["axis=5", "axis=-4", "axis=None", 'axis="a"', "axis=1.5", "axis=(1, 7)"],
           options={"epsilon": ["1e-5"]}, faults=["scale=False", "center=True"], inputs=sources((8,), (4, 8), (None, 8), (8, 8, 3)),
           bad_inputs=[source((None,)), source((4, None))], count=90)


def adaptive(rank):
    shapes = [(*axes, 3) for axes in [(12, 10, 8)[:rank], (None, 10, 8)[:rank], (None,) * rank]]
    size = f"({', '.join(['4', '5', '2'][:rank])},)"
    for kind in ("Average", "Max"):
        yield Grid(f"Adaptive{kind}Pooling{rank}D", required=["4", "output_size=2", size, f"[{size[1:-1].rstrip(',')}]"],
                   bad_required=["", "None", "'4'", "(1, 2, 3, 4)", "2.5", "0"], options={"data_format": ['"channels_first"', '"channels_last"', "None"]},
                   faults=['data_format="channels_lst"', "padding='same'"], inputs=sources(*shapes), bad_inputs=[], count=50)


def convlstm(rank, count):
    spatial = [(9, 10, 8)[:rank], (7, 6, 6)[:rank]]
    shapes = [(4, *axes, 3) for axes in spatial] + [(None, *spatial[0], 3)]
    pair = f"({', '.join(['2', '3', '2'][:rank])},)"
    return Grid(f"ConvLSTM{rank}D", required=["8, 3", "filters=4, kernel_size=3", f"8, {pair}", "8, 3, padding='same'", "8, 3, return_sequences=True", "8, kernel_size=3, strides=2", "4, 3, return_state=True",
                                              "4, 3, padding='same', return_sequences=True", "4, 3, dilation_rate=2", "4, 3, return_sequences=True, return_state=True"],
                bad_required=["", "8", "8, None", "8, 'a'", "8, (1, 2, 3, 4)", "8, 3, padding='sam'", "8, 3, strides=2, dilation_rate=2", "8, 0", "kernel_size=3"],
                options={"activation": ['"relu"'], "use_bias": ["False"], "go_backwards": ["True"], "dropout": ["0.2"], "recurrent_dropout": ["0.1"], "kernel_initializer": ['"zeros"']},
                faults=['activation="rellu"', "data_format='channels_lst'", "return_sequence=True", 'kernel_initializer="zeross"'], inputs=sources(*shapes, dtypes=("float16",)),
                bad_inputs=[source((4, 8)), source((9, 10, 3)) if rank != 1 else source((9,)), source((4, *spatial[0], None))], count=count)


LAYERS = table(REVERSIBLE, RMS, *adaptive(1), *adaptive(2), *adaptive(3), convlstm(1, 80), convlstm(2, 140), convlstm(3, 60))
