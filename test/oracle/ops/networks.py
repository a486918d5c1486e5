"""Ops of neural networks: convolutions, pooling, normalization, attention, losses."""

from .modes import over

IMAGE = ["{N,8,8,3}", "{2,7,9,3}", "{N,N,N,3}"]
WINDOWS = ["2", "(2, 2)", "3, strides=2", "(2, 3), strides=(1, 2)", "2, 2, \"same\"", "3, strides=1, padding=\"same\"", "2, padding=\"VALID\"", "2, padding=\"foo\"", "9",
           "2, data_format=\"channels_first\"", "2, data_format=\"foo\"", "(2,)"]
POOLED = over("max_pool", IMAGE, WINDOWS) + [".max_pool({N,9,3}, 2)", ".max_pool({N,9,3}, (3,), 1, \"same\")", ".max_pool({N,6,6,6,2}, 2)"]
CONVS = ["", "strides=2", "padding=\"same\"", "2, \"same\"", "strides=(2, 1), padding=\"valid\"", "dilation_rate=2", "padding=\"foo\"", "data_format=\"channels_last\""]

OPS = {
    "max_pool": POOLED,
    "average_pool": [each.replace("max_pool", "average_pool") for each in POOLED],
    "conv": [f".conv({a}, {b}{', ' if options else ''}{options})"
             for a, b in [("{N,8,8,3}", "{3,3,3,16}"), ("{2,5,5,3}", "{3,3,3,8}"), ("{N,N,N,3}", "{2,2,3,4}"), ("{N,10,4}", "{3,4,8}"), ("{N,6,6,6,2}", "{3,3,3,2,4}"), ("{N,8,8,3}", "{3,3,4,16}"),
                          ("{N,8,8,4}", "{3,3,2,16}"), ("{N,2,2,3}", "{3,3,3,4}")] 
             for options in CONVS if ("(2, 1)" not in options or len(a.split(",")) == 4) and ("foo" not in options or "{3,3,2,16}" not in b)],
    "depthwise_conv": [f".depthwise_conv({a}, {b}{', ' if options else ''}{options})"
                       for a, b in [("{N,8,8,3}", "{3,3,3,1}"), ("{2,5,5,3}", "{3,3,3,2}"), ("{N,10,4}", "{3,4,1}"), ("{N,8,8,3}", "{3,3,4,1}")] for options in CONVS[:4]],
    "separable_conv": [f".separable_conv({a}, {b}, {c}{', ' if options else ''}{options})"
                       for a, b, c in [("{N,8,8,3}", "{3,3,3,1}", "{1,1,3,16}"), ("{N,10,4}", "{3,4,2}", "{1,8,16}")] for options in ["", "padding=\"same\"", "strides=2"]],
    "conv_transpose": [f".conv_transpose({a}, {b}{', ' if options else ''}{options})"
                       for a, b in [("{N,8,8,3}", "{3,3,16,3}"), ("{2,5,5,3}", "{2,2,8,3}"), ("{N,N,N,3}", "{3,3,4,3}"), ("{N,10,4}", "{3,8,4}"), ("{N,8,8,3}", "{3,3,16,4}")]
                       for options in ["", "2", "strides=2, padding=\"same\"", "strides=2, output_padding=1", "padding=\"same\""]],
    "batch_normalization": [".batch_normalization({N,4,3}, {3}, {3}, -1)", ".batch_normalization({N,4,3}, {3}, {3}, axis=2, offset={3}, scale={3})", ".batch_normalization({N,4,3}, {4}, {4}, axis=1)",
                            ".batch_normalization({N,4,3}, {4}, {4}, axis=-1)", ".batch_normalization({2,3:float16}, {3}, {3}, axis=-1, epsilon=1e-5)", ".batch_normalization({N,3}, {3}, {3}, 5)"],
    "layer_normalization": over("layer_normalization", ["{N,4,3}", "{2,3:float16}"], ["", "axis=-1", "axis=(1, 2)", "gamma=None, beta=None, axis=1"]) + [".layer_normalization({N,3}, {3}, {3})"],
    "rms_normalization": over("rms_normalization", ["{N,4,3}", "{2,3:float16}"], ["", "axis=1", "axis=(1, 2)"]) + [".rms_normalization({N,3}, {3})", ".rms_normalization({N,3}, scale={3}, epsilon=1e-6)"],
    "dot_product_attention": [".dot_product_attention({N,5,2,8}, {N,7,2,8}, {N,7,2,8})", ".dot_product_attention({N,5,2,8}, {N,5,2,8}, {N,5,2,8}, is_causal=True)",
                              ".dot_product_attention({N,5,4,8}, {N,7,2,8}, {N,7,2,8})", ".dot_product_attention({2,5,2,8}, {2,7,2,8}, {2,7,2,8}, mask={2,2,5,7:bool})",
                              ".dot_product_attention({N,5,2,8:float16}, {N,7,2,8}, {N,7,2,8})", ".dot_product_attention({N,5,8}, {N,7,8}, {N,7,8})", ".dot_product_attention({N,N,2,8}, {N,N,2,8}, {N,N,2,8}, scale=0.5)"],
    "binary_crossentropy": [".binary_crossentropy({N,3}, {N,3})", ".binary_crossentropy({2,3}, {2,3}, from_logits=True)", ".binary_crossentropy({2,3}, {2,4})", ".binary_crossentropy({2:int32}, {2})", ".binary_crossentropy({}, {})"],
    "categorical_crossentropy": [".categorical_crossentropy({N,3}, {N,3})", ".categorical_crossentropy({2,4,3}, {2,4,3}, from_logits=True)", ".categorical_crossentropy({2,3}, {2,4})", ".categorical_crossentropy({}, {})",
                                 ".categorical_crossentropy({2,3}, {2,3}, axis=0)", ".categorical_crossentropy({2,3:float16}, {2,3:float16})"],
    "sparse_categorical_crossentropy": [".sparse_categorical_crossentropy({N:int32}, {N,3})", ".sparse_categorical_crossentropy({N,1:int32}, {N,3}, from_logits=True)",
                                        ".sparse_categorical_crossentropy({2,3:int32}, {2,3,5})", ".sparse_categorical_crossentropy({3:int32}, {2,5})", ".sparse_categorical_crossentropy({:int32}, {})"],
    "glu": over("glu", ["{N,8}", "{2,7}", "{2,N,4}", "{N,6,4}"], ["", "axis=1", "axis=0", "axis=5"]),
    "threshold": over("threshold", ["{N,3}", "{2:int32}"], ["0.5, 0.0", "threshold=1, default_value=0"]),
    "sparsemax": over("sparsemax", ["{N,3}", "{2,3:int32}"], ["", "axis=1"]),
}
