import { CAST_OPS } from "./core/cast";
import { CONTROL_MODELS, CONTROL_OPS } from "./core/control";
import { CONVERT_OPS } from "./core/convert";
import { SHAPE_OPS } from "./core/shape";
import { SLICE_OPS } from "./core/slicing";
import { type OpModel, operationClasses } from "./define-op";
import { EINOPS } from "./einops/rearrange";
import { IMAGE_OPS } from "./image/images";
import { DETERMINANT_OPS } from "./linalg/determinants";
import { MATRIX_OPS } from "./linalg/matrices";
import { SYSTEM_OPS } from "./linalg/systems";
import { COMPLEX_OPS } from "./math/complex";
import { SIGNAL_OPS } from "./math/signals";
import { ADAPTIVE_OPS } from "./nn/adaptive";
import { BLOCK_OPS } from "./nn/blocks";
import { CTC_OPS } from "./nn/ctc";
import { FOLDING_OPS } from "./nn/folding";
import { LAYER_OPS } from "./nn/layers";
import { NORM_OPS } from "./nn/norms";
import { RATIO_OPS } from "./nn/psnr";
import { SOFTMAX_OPS } from "./nn/softmax";
import { THRESHOLD_OPS } from "./nn/thresholds";
import { NN_UNARY } from "./nn/unary";
import { WINDOW_OPS } from "./nn/windows";
import { AXIS_OPS } from "./numpy/axes";
import { NUMPY_BINARY } from "./numpy/binary";
import { BIT_OPS } from "./numpy/bits";
import { CONTRACTION_OPS } from "./numpy/contractions";
import { CORRELATION_OPS } from "./numpy/correlations";
import { COUNTING_OPS } from "./numpy/counting";
import { CREATION_OPS } from "./numpy/creation";
import { DIAGONAL_OPS } from "./numpy/diagonals";
import { DIVISOR_OPS } from "./numpy/divisors";
import { EINSUM_OPS } from "./numpy/einsum";
import { JOIN_OPS } from "./numpy/joining";
import { MOVE_OPS } from "./numpy/moving";
import { PAD_OPS } from "./numpy/pad";
import { POSITION_OPS } from "./numpy/positions";
import { PRODUCT_OPS } from "./numpy/products";
import { RANGE_OPS } from "./numpy/ranges";
import { REDUCTION_OPS } from "./numpy/reductions";
import { RESHAPE_OPS } from "./numpy/reshape";
import { SELECT_OPS } from "./numpy/select";
import { SELECTION_OPS } from "./numpy/selection";
import { SPACED_OPS } from "./numpy/spaced";
import { SPLIT_OPS } from "./numpy/splitting";
import { SPREAD_OPS } from "./numpy/spread";
import { STATISTIC_OPS } from "./numpy/statistics";
import { NUMPY_UNARY } from "./numpy/unary";
import { UNIQUE_OPS } from "./numpy/unique";
import { VIEW_OPS } from "./numpy/view";
import { WINDOW_FUNCTIONS } from "./numpy/window-functions";

const OPS: readonly OpModel[] = [
	...CAST_OPS,
	...CONVERT_OPS,
	...SHAPE_OPS,
	...SLICE_OPS,
	...SOFTMAX_OPS,
	...NN_UNARY,
	...AXIS_OPS,
	...NUMPY_BINARY,
	...CREATION_OPS,
	...EINSUM_OPS,
	...JOIN_OPS,
	...PAD_OPS,
	...PRODUCT_OPS,
	...REDUCTION_OPS,
	...RESHAPE_OPS,
	...SELECTION_OPS,
	...SPLIT_OPS,
	...SPREAD_OPS,
	...NUMPY_UNARY,
	...MOVE_OPS,
	...DIAGONAL_OPS,
	...COUNTING_OPS,
	...CONTRACTION_OPS,
	...STATISTIC_OPS,
	...NORM_OPS,
	...CONTROL_OPS,
	...IMAGE_OPS,
	...MATRIX_OPS,
	...SIGNAL_OPS,
	...LAYER_OPS,
	...THRESHOLD_OPS,
	...WINDOW_OPS,
	...RANGE_OPS,
	...BIT_OPS,
	...DIVISOR_OPS,
	...WINDOW_FUNCTIONS,
	...SPACED_OPS,
	...CORRELATION_OPS,
	...POSITION_OPS,
	...SYSTEM_OPS,
	...DETERMINANT_OPS,
	...BLOCK_OPS,
	...FOLDING_OPS,
	...ADAPTIVE_OPS,
	...CTC_OPS,
	...EINOPS,
	...SELECT_OPS,
	...UNIQUE_OPS,
	...VIEW_OPS,
	...COMPLEX_OPS,
	...RATIO_OPS,
];

/** `keras.ops`, and the classes of the operations in the graph. */
export const OP_MODELS = [...OPS, ...CONTROL_MODELS, ...operationClasses(OPS)];
