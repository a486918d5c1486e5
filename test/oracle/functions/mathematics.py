"""Elementwise functions, reductions, products."""

from .sampling import Function as F

UNARY = ("abs negative square sqrt exp sin cos tan tanh sigmoid sign round floor sinh cosh asin acos atan asinh acosh atanh "
         "math.log math.log1p math.expm1 math.rsqrt math.erf math.erfc math.ceil math.reciprocal math.lgamma math.digamma math.rint "
         "math.softplus math.log_sigmoid math.is_nan math.is_finite math.logical_not math.abs math.square math.sqrt math.exp "
         "math.real math.imag math.conj math.angle math.erfinv math.ndtri math.bessel_i0 math.reciprocal_no_nan math.softsign "
         "math.zero_fraction math.floor math.tanh math.sigmoid math.sin math.cos math.negative math.round math.sign math.bessel_i1e "
         "math.erfcinv").split()
BINARY = ("add subtract multiply divide pow maximum minimum equal not_equal less less_equal greater greater_equal truediv "
          "math.divide_no_nan math.floordiv math.floormod math.mod math.add math.subtract math.multiply math.divide math.pow math.maximum "
          "math.equal math.not_equal math.less math.greater math.squared_difference math.atan2 math.xlogy math.multiply_no_nan "
          "math.xdivy math.nextafter math.xlog1py math.truediv atan2 math.igamma math.zeta truncatediv").split()
LOGICAL = "logical_and logical_or math.logical_and math.logical_or math.logical_xor".split()
REDUCE = ("reduce_sum reduce_mean reduce_max reduce_min reduce_prod reduce_logsumexp math.reduce_std math.reduce_variance "
          "math.reduce_sum math.reduce_mean math.reduce_max math.reduce_euclidean_norm math.count_nonzero math.reduce_min "
          "math.reduce_logsumexp math.reduce_prod").split()
ARG = "argmax argmin math.argmax math.argmin".split()



def again(name, names):
    """Whether the function stands in the list by its short name, too."""
    return name.startswith("math.") and name[5:] in names


def some(name, names, expressions, inputs):
    return F(expressions, inputs[:1] if again(name, names) else inputs, "symbolic names" if again(name, names) else "symbolic static call eager names")


FUNCTIONS = {f"unary {name}": some(name, UNARY, f"tf.{name}(x)", ["4,6", "?,6:int32", "6:float16", "6:bool"]) for name in UNARY}
FUNCTIONS |= {f"binary {name}": some(name, BINARY, f"tf.{name}(x, y)", ["4,6|4,6", "4,6|6", "?,6|4,1", "4,6|5,6", "6:int32|6:int32", "6:int32|6"])
              for name in BINARY}
FUNCTIONS |= {f"scalar {name}": F([f"tf.{name}(x, 2)", f"tf.{name}(x, 0.5)", f"tf.{name}(2, x)"], ["4,6", "6:int32"])
              for name in ["add", "subtract", "multiply", "divide", "pow", "maximum", "equal", "greater", "math.floormod"]}
FUNCTIONS |= {f"logical {name}": F([f"tf.{name}(x, y)"], ["4:bool|4:bool", "4:bool|1:bool", "4|4"]) for name in LOGICAL}
FUNCTIONS |= {f"reduce {name}": some(name, REDUCE, [f"tf.{name}(x)", f"tf.{name}(x, 1)", f"tf.{name}(x, axis=-1, keepdims=True)", f"tf.{name}(x, [1, 2])",
                                                   f"tf.{name}(x, axis=(0, 1), keepdims=True)", f"tf.{name}(x, axis=7)"], ["4,6", "?,6", "6,2:int32"])
              for name in REDUCE}
FUNCTIONS |= {f"reduce {name}": F([f"tf.{name}(x)", f"tf.{name}(x, 1)", f"tf.{name}(x, axis=-1, keepdims=True)"], ["4,6:bool", "?,6"])
              for name in ["reduce_any", "reduce_all", "math.reduce_any", "math.reduce_all"]}
FUNCTIONS |= {f"arg {name}": F([f"tf.{name}(x)", f"tf.{name}(x, axis=-1)", f"tf.{name}(x, 1, output_type=tf.int32)", f"tf.{name}(x, axis=5)",
                                f"tf.{name}(input=x, axis=1)"], ["4,6", "?,6:int32"]) for name in ARG}
FUNCTIONS |= {
    "cumulative": F(["tf.cumsum(x, axis=1)", "tf.math.cumsum(x, axis=-1, exclusive=True)", "tf.math.cumprod(x, 1)", "tf.cumsum(x)",
                     "tf.math.cumulative_logsumexp(x, axis=1)", "tf.cumsum(x, axis=1, reverse=True)", "tf.cumsum(x, 9)"], ["4,6", "?,6"]),
    "clip": F(["tf.clip_by_value(x, 0, 1)", "tf.clip_by_value(x, 0.0, 1.0)", "tf.clip_by_value(x, clip_value_min=-1., clip_value_max=1.)",
               "tf.clip_by_norm(x, 1.0)", "tf.clip_by_value(x, 1e-7, x)"], ["4,6", "?,6:int32"]),
    "cast": F(["tf.cast(x, tf.int32)", "tf.cast(x, 'float16')", "tf.cast(x, dtype=tf.bool)", "tf.cast(x, tf.string)", "tf.cast(x, x.dtype)",
               "tf.dtypes.cast(x, tf.float64)", "tf.compat.v1.to_float(x)", "tf.compat.v1.to_int32(x)", "tf.cast(x > 0, tf.float32)",
               "tf.saturate_cast(x, tf.uint8)", "tf.cast(x, tf.complex64)", "tf.compat.v1.cast(x, tf.int32)"], ["4,6", "?:int32"]),
    "add_n": F(["tf.add_n([x, x])", "tf.math.add_n([x, x, x])", "tf.math.accumulate_n([x, x])"], ["4,6", "?,6"]),
    "matmul": F(["tf.matmul(x, y)", "tf.linalg.matmul(x, y)", "tf.matmul(x, y, transpose_b=True)", "tf.matmul(a=x, b=y, transpose_a=True)",
                 "x @ y"], ["4,6|6,3", "4,6|4,6", "?,6|6,?", "2,4,6|2,6,3", "4,6|=6,5", "6|=6,5", "6|6", "4,6:int32|6,3:int32"]),
    "tensordot": F(["tf.tensordot(x, y, 1)", "tf.tensordot(x, y, axes=[[2], [0]])", "tf.tensordot(x, y, axes=[2, 0])",
                    "tf.tensordot(x, y, [[1, 2], [0, 1]])", "tf.tensordot(x, y, axes=2)", "tf.linalg.tensordot(x, y, axes=((-1,), (0,)))",
                    "tf.tensordot(x, y, 0)"], ["4,6|=6,3", "?,6|=6,3", "4,6|=4,6", "?,?|=6,3"]),
    "einsum": F(["tf.einsum('bij,bjk->bik', x, y)", "tf.einsum('bij,bkj->bik', x, y)", "tf.einsum('...ij,...jk->...ik', x, y)",
                 "tf.einsum('bij,bjk', x, y)", "tf.einsum('aij,bjk->abik', x, y)", "tf.einsum('bij,bjk->b', x, y)", "tf.linalg.einsum('bij,bjk->bki', x, y)"],
                ["4,6|6,3", "4,6|4,6", "?,6|6,?"]),
    "einsum1": F(["tf.einsum('bij->bji', x)", "tf.einsum('bij->b', x)", "tf.einsum('bii->bi', x)", "tf.einsum('b...->...b', x)",
                  "tf.einsum('bij,jk->bik', x, tf.ones((6, 3)))", "tf.einsum('ij->ji', x)", "tf.einsum('bij,bij->bi', x, x)"], ["4,6", "?,6"]),
    "linalg": F(["tf.linalg.matvec(x, x[:, 0])", "tf.linalg.matrix_transpose(x)", "tf.linalg.diag(x)", "tf.linalg.diag_part(x)",
                 "tf.linalg.trace(x)", "tf.linalg.band_part(x, -1, 0)", "tf.linalg.norm(x)", "tf.linalg.norm(x, axis=-1)",
                 "tf.norm(x, axis=1, keepdims=True)", "tf.norm(x, ord=1, axis=-1)", "tf.linalg.l2_normalize(x, axis=-1)",
                 "tf.linalg.adjoint(x)", "tf.linalg.set_diag(x, x[:, 0])", "tf.linalg.normalize(x)", "tf.linalg.normalize(x, axis=-1)[0]",
                 "tf.linalg.global_norm([x, x])"], ["4,4", "?,4", "4,6"]),
    "linalg2": F(["tf.linalg.inv(x)", "tf.linalg.det(x)", "tf.linalg.cholesky(x)", "tf.linalg.solve(x, x)", "tf.linalg.svd(x)",
                  "tf.linalg.qr(x)", "tf.linalg.eigh(x)", "tf.linalg.eigvalsh(x)", "tf.linalg.pinv(x)", "tf.linalg.expm(x)",
                  "tf.linalg.triangular_solve(x, x)", "tf.linalg.slogdet(x)", "tf.linalg.logdet(x)", "tf.linalg.lstsq(x, x)",
                  "tf.linalg.svd(x, compute_uv=False)", "tf.linalg.cross(x[..., :3], x[..., :3])", "tf.linalg.matrix_rank(x)",
                  "tf.linalg.tensor_diag(x[0, 0])", "tf.linalg.sqrtm(x)", "tf.linalg.cholesky_solve(x, x)", "tf.linalg.tensor_diag_part(x[0])"],
                 ["4,4", "?,4"], modes="symbolic static call"),
    "segments": F(["tf.math.segment_sum(x, [0, 1])", "tf.math.segment_mean(x, tf.constant([0, 0]))",
                   "tf.math.unsorted_segment_sum(x, [0, 1], 3)", "tf.math.unsorted_segment_max(x, [0, 1], num_segments=4)",
                   "tf.math.unsorted_segment_mean(x, [0, 1], 3)", "tf.math.bincount(tf.cast(x, tf.int32))", "tf.math.bincount(tf.cast(x, tf.int32), minlength=5, maxlength=5)",
                   "tf.math.confusion_matrix([1, 2], [1, 2])", "tf.math.confusion_matrix([1, 2], [1, 2], num_classes=4)",
                   "tf.math.in_top_k([1, 2], x[:, 0], 2)", "tf.histogram_fixed_width(x, [0.0, 1.0], nbins=10)"], ["4,6"], modes="symbolic call"),
    "l2": F(["tf.math.l2_normalize(x, axis=-1)", "tf.nn.l2_normalize(x, 1)", "tf.nn.l2_loss(x)", "tf.math.scalar_mul(2.0, x)", "tf.scalar_mul(2.0, x)",
             "tf.math.polyval([x, x], x)", "tf.complex(x, x)", "tf.math.polygamma(x, x)", "tf.math.betainc(x, x, x)"], ["4,6", "?,6"]),
    "signal": F(["tf.signal.fft(tf.cast(x, tf.complex64))", "tf.signal.rfft(x)", "tf.signal.rfft(x, [16])", "tf.signal.frame(x, 4, 2)",
                 "tf.signal.stft(x, 8, 4)", "tf.signal.stft(x, frame_length=8, frame_step=4, fft_length=16)", "tf.signal.dct(x)",
                 "tf.signal.frame(x, 4, 2, pad_end=True)", "tf.signal.hann_window(10)", "tf.signal.fft2d(tf.cast(x, tf.complex64))",
                 "tf.signal.irfft(tf.cast(x, tf.complex64))", "tf.signal.linear_to_mel_weight_matrix(20, 129)", "tf.signal.overlap_and_add(x, 2)",
                 "tf.signal.fftshift(x)", "tf.signal.mfccs_from_log_mel_spectrograms(x)"], ["32", "4,32", "?"], modes="symbolic call"),
    "bitwise": F(["tf.bitwise.bitwise_and(x, x)", "tf.bitwise.left_shift(x, 1)", "tf.bitwise.right_shift(x, x)", "tf.bitwise.invert(x)", "tf.bitwise.bitwise_or(x, 3)"],
                 ["4:int32", "4"]),
    "strings": F(["tf.strings.lower(x)", "tf.strings.length(x)", "tf.strings.split(x)", "tf.strings.regex_replace(x, 'a', 'b')",
                  "tf.strings.join([x, x])", "tf.strings.to_number(x)", "tf.strings.to_hash_bucket_fast(x, 10)", "tf.strings.strip(x)",
                  "tf.strings.substr(x, 0, 1)", "tf.strings.reduce_join(x, axis=-1)", "tf.strings.as_string(tf.strings.length(x))",
                  "tf.as_string(tf.zeros(3))", "tf.strings.unicode_split(x, 'UTF-8')", "tf.strings.upper(x)", "tf.strings.regex_full_match(x, 'a')",
                  "tf.strings.to_hash_bucket(x, 10)", "tf.strings.bytes_split(x)"], [":string", "4:string"], modes="symbolic call eager"),
}
