"""Ops of keras/src/ops/nn.py that move parts of images and sequences."""

from .modes import DTYPES, over, tensors

IMAGES = tensors("2,8,8,4", "N,8,8,4", "N,N,N,4", "N,4,8,8", "2,6,8,12", "8,8,4", "8", "2,8,8,8,4", "N,8,8,N", "2,4,4,3", "2,9,8,4", "", "N,N,8,4", "1,4,6,9", "2,8,8,0", "2,8,6", "N,8,4", "N,9,4", "N,N,8", "2,4,5,6,3", "N,6,6,6,2")
TYPED = [f"{{2,8,8,4:{each}}}" for each in [*DTYPES, "complex64"]]

OPS = {
    **{name: over(name, IMAGES + TYPED, ["2", "block_size=4", "2, \"channels_first\"", "3", "1", "0", "2.0", "2, data_format=\"foo\"", "None", "2, data_format=None", "\"a\"", "True", "-2", "(2, 2)"])
       + [f"sg:.{name}({{2,8,8,4}}, {{:int32}})", f".{name}(np.ones((2, 4, 4, 4)), 2)", f".{name}(3, 2)", f".{name}({{2,8,8,4}})", f".{name}([[[[1.0, 2.0, 3.0, 4.0]]]], 2)"] for name in ["depth_to_space", "space_to_depth"]},
    **{name: over(name, IMAGES + TYPED + ["{N,4,8:int32}", "{2,6,5:float16}"], ["2", "(2, 3)", "(4,)", "(2, 2, 2)", "[2, 2]", "output_size=(2, 2), data_format=\"channels_first\"", "(2, 2), data_format=\"foo\"", "(0, 2)", "(-1, 2)", "None",
                                                                              "(2.0, 2)", "(3, None)", "(9, 9)", "3, \"channels_first\"", "(4,), \"channels_first\"", "(2, 2, 2), \"channels_first\"", "()", "2.0", "(3, 3), \"channels_last\""])
       + [f".{name}(np.ones((2, 4, 4, 4)), (2, 2))", f".{name}([1.0], 2)", f".{name}({{2,8,8,4}})"] for name in ["adaptive_average_pool", "adaptive_max_pool"]},
    "unfold": over("unfold", IMAGES + [f"{{2,3,6,6:{each}}}" for each in DTYPES] + ["{2,3,6,6}", "{N,3,6,6}", "{2,N,6,6}", "{2,3,N,6}"],
                   ["2", "(2, 3)", "3, 2", "2, padding=1", "kernel_size=2, stride=2", "2, dilation=2, stride=(2, 1)", "2, padding=(1, 0)", "7", "9", "2.0", "None", "2, stride=0", "(2,)", "(2, 2, 2)", "[2, 2]", "2, padding=-1", "2, padding=None", "2, padding=\"same\""])
    + [".unfold(np.ones((1, 2, 4, 4)), 2)", ".unfold({2,3,6,6})", ".unfold(3, 2)"],
    "fold": over("fold", tensors("2,12,16", "N,12,16", "2,N,16", "2,12,N", "2,12,9", "2,8,16", "2,5,16", "2,12", "2,3,12,16", "0,12,16", "N,N,N") + [f"{{2,12,16:{each}}}" for each in DTYPES],
                 ["5, 2", "(5, 5), (2, 2)", "(4, 6), 2", "8, 2, stride=2", "4, 2", "3, 2, padding=1", "6, 2, dilation=2", "output_size=5, kernel_size=2", "(5, 5), (1, 3)", "5, 2, 1, (1, 0)", "5.0, 2", "None, 2", "5, None", "5, 0", "5, 2, stride=0",
                  "(5,), 2", "1, 2", "[5, 5], [2, 2]", "(2, 6), (2, 3)", "5, 2, padding=-1"])
    + [".fold(np.ones((2, 12, 16)), 5, 2)", ".fold({2,12,16}, 5)", ".fold(3, 5, 2)"],
    "psnr": [f".psnr({x}, {y}, {m})" for x, y in [("{2,3}", "{2,3}"), ("{N,3}", "{N,3}"), ("{N,3}", "{2,3}"), ("{2,3}", "{3}"), ("{2,3}", "{2,4}"), ("{}", "{}"), ("{2,3:float16}", "{2,3:float16}"), ("{2,3:int32}", "{2,3:int32}"),
                                                   ("{2,3}", "{2,3:float64}"), ("{2,3:float64}", "{2,3:float64}"), ("{2,3:bool}", "{2,3:bool}"), ("{N,N,3}", "{N,N,3}"), ("{2,3:uint8}", "{2,3:uint8}"), ("{2,3:int64}", "{2,3:int64}"), ("{2,3:bfloat16}", "{2,3:bfloat16}"),
                                                   ("{2,3}", "[1.0, 2.0]"), ("{2,3}", "3.0"), ("{2,3}", "None"), ("{2,3}", "np.ones((2, 3), \"float32\")"), ("np.ones((2, 3))", "np.ones((2, 3))"), ("{N,8,8,3}", "{N,8,8,3}"), ("{2,3:uint32}", "{2,3:uint32}"), ("np.ones((2,))", "{2}")]
             for m in ["1.0", "255", "max_val={}", "None", "max_val={2}", "2.5", "\"a\"", "True", "{:int32}"]] + [".psnr({2,3}, {2,3})", ".psnr([1.0], [2.0], 1.0)"],
    "polar": [f".polar({x}, {y})" for x, y in [("{2,3}", "{2,3}"), ("{N,3}", "{N,3}"), ("{N,3}", "{3}"), ("{3}", "{N,3}"), ("{2,3}", "{4}"), ("{}", "{2}"), ("{2,3:float16}", "{2,3:float16}"), ("{2,3:float64}", "{2,3:float64}"), ("{2,3:int32}", "{2,3:int32}"), ("{2,3}", "{2,3:float64}"),
                                              ("{2,3:int32}", "{2,3}"), ("{2,3}", "{2,3:int32}"), ("{2,3:bool}", "{2,3:bool}"), ("{2,3}", "1.0"), ("1.0", "{2,3}"), ("{2,3}", "1"), ("{2,3}", "None"), ("{2,3}", "[1.0, 2.0, 3.0]"), ("[1.0, 2.0]", "{2}"), ("np.ones((2,))", "np.ones((2,))"), ("1.0", "2.0"),
                                              ("[1.0, 2.0]", "[3.0, 4.0]"), ("{2,3:bfloat16}", "{2,3:bfloat16}"), ("1", "2"), ("{2,3:complex64}", "{2,3}"), ("{N,1,3}", "{1,4,3}"), ("{2:int64}", "{2}"), ("{2,3:float64}", "1.0"), ("{2,3:float16}", "2.5"), ("{2:int64}", "{2:int64}"), ("{2:uint8}", "{2:uint8}")]]
    + [".polar({2})", ".polar(abs_={2}, angle={2})"],
    "ctc_loss": [f".ctc_loss({target}, {output}, {length}, {out}{mask})"
                 for target, output, length, out in [("{2,4:int32}", "{2,8,5}", "{2:int32}", "{2:int32}"), ("{N,4:int32}", "{N,8,5}", "{N:int32}", "{N:int32}"), ("{N,N:int32}", "{N,N,N}", "{N:int32}", "{N:int32}"), ("{3,4:int32}", "{2,8,5}", "{2:int32}", "{2:int32}"),
                                                     ("{2,4:int32}", "{2,8,5}", "{3:int32}", "{2:int32}"), ("{2,4:int32}", "{2,8,5}", "{2:int32}", "{3:int32}"), ("{2,4:int64}", "{2,8,5:float64}", "{2:int64}", "{2:int64}"), ("{2,4:int32}", "{2,8,5:float16}", "{2:int32}", "{2:int32}"),
                                                     ("{2,4}", "{2,8,5}", "{2}", "{2}"), ("{2,4:int32}", "{2,8,5:int32}", "{2:int32}", "{2:int32}"), ("{2,4:int32}", "{2,8,5:bfloat16}", "{2:int32}", "{2:int32}"), ("{4:int32}", "{2,8,5}", "{2:int32}", "{2:int32}"), ("{2,4:int32}", "{8,5}", "{2:int32}", "{2:int32}"),
                                                     ("{2,4:int32}", "{2,8,5}", "{2,1:int32}", "{2:int32}"), ("{2,4:int32}", "{2,8,5}", "{:int32}", "{2:int32}"), ("{2,4:int32}", "{2,8,5}", "[4, 4]", "[8, 8]"), ("{2,4:int32}", "{2,8,5}", "4", "8"), ("[[1, 2, 3, 4], [1, 2, 3, 4]]", "{2,8,5}", "[4, 4]", "[8, 8]"),
                                                     ("{2,4:int32}", "{N,8,5}", "{2:int32}", "{N:int32}"), ("{2,4:int32}", "{2,8,5}", "None", "None"), ("{2,4:int32}", "{2,8,5:int64}", "{2:int32}", "{2:int32}"), ("{2,4:bool}", "{2,8,5:bool}", "{2:int32}", "{2:int32}"), ("{:int32}", "{2,8,5}", "{2:int32}", "{2:int32}")]
                 for mask in ["", ", mask_index=-1", ", 4", ", mask_index=None"]] + [".ctc_loss({2,4:int32}, {2,8,5}, {2:int32})"],
    "ctc_decode": [f"{'sg:' if 'top_paths=2' in rest else ''}.ctc_decode({inputs}, {length}{rest})"
                   for inputs, length in [("{2,8,5}", "{2:int32}"), ("{N,8,5}", "{N:int32}"), ("{N,N,5}", "{N:int32}"), ("{2,8,N}", "{2:int32}"), ("{2,8,5:float64}", "{2:int64}"), ("{2,8,5:float16}", "{2:int32}"), ("{8,5}", "{2:int32}"), ("{2,8,5}", "{3:int32}"), ("{2,8,5}", "{2}"), ("{2,8,5:int32}", "{2:int32}"),
                                          ("{2,8,5}", "[8, 8]"), ("{2,8,5}", "{2,1:int32}"), ("{2,8,5}", "None"), ("{2,3,8,5}", "{2:int32}"), ("{}", "{2:int32}"), ("{2,8,5:bfloat16}", "{2:int32}"), ("{2,8,5:int64}", "{2:int32}"), ("{2,8,5:bool}", "{2:int32}")]
                   for rest in ["", ", strategy=\"greedy\", top_paths=3", ", \"beam_search\"", ", strategy=\"beam_search\", top_paths=2, beam_width=4", ", strategy=\"foo\"", ", merge_repeated=False", ", mask_index=None", ", strategy=\"beam_search\", mask_index=4", ", strategy=\"beam_search\", mask_index=None", ", mask_index=-1", ", strategy=\"beam_search\", mask_index=-1", ", strategy=\"beam_search\", top_paths=200", ", strategy=None"]]
    + [".ctc_decode({2,8,5})"],
}
