/**
 * Functions of TensorFlow and of `tf.keras.backend` that `keras.ops` has, too. An entry is the operation with the
 * parameters of the old function in their order: `a>b` is called `b` in `keras.ops`, `a=1` is written out when it is not
 * given, since its default differs, `!a` has no counterpart, and `...` takes them as they are. `float` stands for entries that agree on floats only,
 * `int32` for those whose result has another int type. Real Keras compares the values and dtypes of both on the calls of
 * `test/support/ops-calls.ts`.
 */
const unary = (names: string): Record<string, string> =>
	Object.fromEntries(
		names.split(" ").map((pair) => {
			const [name = "", op = name.split(".").at(-1)] = pair.split(">");
			return [name, `${op}(x)`];
		}),
	);

/** Activations call their argument otherwise. */
const features = (names: string): Record<string, string> =>
	Object.fromEntries(names.split(" ").map((name) => [name, `${name.split(".").at(-1)}(features>x)`]));

const binary = (names: string): Record<string, string> =>
	Object.fromEntries(
		names.split(" ").map((pair) => {
			const [name = "", op = name.split(".").at(-1)] = pair.split(">");
			return [name, `${op}(x>x1 y>x2)`];
		}),
	);

const REDUCTIONS: Record<string, string> = {
	reduce_sum: "sum(input_tensor>x axis keepdims)",
	reduce_mean: "mean(input_tensor>x axis keepdims) float",
	reduce_max: "max(input_tensor>x axis keepdims)",
	reduce_min: "min(input_tensor>x axis keepdims)",
	reduce_prod: "prod(input_tensor>x axis keepdims)",
	reduce_any: "any(input_tensor>x axis keepdims)",
	reduce_all: "all(input_tensor>x axis keepdims)",
	reduce_logsumexp: "logsumexp(input_tensor>x axis keepdims)",
	"math.reduce_std": "std(input_tensor>x axis keepdims) float",
	"math.reduce_variance": "var(input_tensor>x axis keepdims) float",
};

const ARRAYS: Record<string, string> = {
	argmax: "argmax(input>x axis=0) int32",
	argmin: "argmin(input>x axis=0) int32",
	argsort: "argsort(values>x axis)",
	broadcast_to: "broadcast_to(input>x shape)",
	cast: "cast(x dtype)",
	clip_by_value: "clip(t>x clip_value_min>x_min clip_value_max>x_max)",
	concat: "concatenate(values>xs axis)",
	cumsum: "cumsum(x axis=0)",
	"math.cumprod": "cumprod(x axis=0)",
	einsum: "einsum(...)",
	expand_dims: "expand_dims(input>x axis)",
	gather: "take(params>x indices !validate_indices axis=0 !batch_dims)",
	matmul: "matmul(a>x1 b>x2)",
	norm: "norm(tensor>x !ord axis keepdims) float",
	one_hot: "one_hot(indices>x depth>num_classes !on_value !off_value axis dtype)",
	ones_like: "ones_like(input>x dtype)",
	pad: "pad(tensor>x paddings>pad_width !mode constant_values)",
	repeat: "repeat(input>x repeats axis)",
	reshape: "reshape(tensor>x shape>newshape)",
	reverse: "flip(tensor>x axis)",
	roll: "roll(input>x shift axis)",
	sort: "sort(values>x axis)",
	split: "split(value>x num_or_size_splits>indices_or_sections axis)",
	squeeze: "squeeze(input>x axis)",
	stack: "stack(values>x axis)",
	stop_gradient: "stop_gradient(input>variable)",
	tensordot: "tensordot(a>x1 b>x2 axes)",
	tile: "tile(input>x multiples>repeats)",
	transpose: "transpose(a>x perm>axes)",
	unstack: "unstack(value>x num axis)",
	where: "where(condition x>x1 y>x2)",
	zeros_like: "zeros_like(input>x dtype)",
};

const OTHERS: Record<string, string> = {
	cond: "cond(pred true_fn false_fn)",
	"image.hsv_to_rgb": "image.hsv_to_rgb(images)",
	"image.resize": "image.resize(images size method>interpolation)",
	"image.rgb_to_grayscale": "image.rgb_to_grayscale(images)",
	"image.rgb_to_hsv": "image.rgb_to_hsv(images)",
	"linalg.cholesky": "cholesky(input>x)",
	"linalg.det": "det(input>x)",
	"linalg.inv": "inv(input>x)",
	"linalg.solve": "solve(matrix>a rhs>b)",
	map_fn: "map(fn>f elems>xs)",
	"math.in_top_k": "in_top_k(targets predictions k)",
	"math.top_k": "top_k(input>x k sorted)",
	"nn.avg_pool2d": "average_pool(input>inputs ksize>pool_size strides padding)",
	"nn.embedding_lookup": "take(params>x ids>indices axis=0)",
	"nn.leaky_relu": "leaky_relu(features>x alpha>negative_slope)",
	"nn.log_softmax": "log_softmax(logits>x axis)",
	"nn.max_pool2d": "max_pool(input>inputs ksize>pool_size strides padding)",
	"nn.softmax": "softmax(logits>x axis)",
	shape: "shape(input>x)",
	vectorized_map: "vectorized_map(fn>function elems>elements)",
};

const BACKEND: Record<string, string> = {
	all: "all(x axis keepdims)",
	any: "any(x axis keepdims)",
	argmax: "argmax(x axis=-1) int32",
	argmin: "argmin(x axis=-1) int32",
	cast: "cast(x dtype)",
	clip: "clip(x min_value>x_min max_value>x_max)",
	concatenate: "concatenate(tensors>xs axis=-1)",
	cumprod: "cumprod(x axis=0)",
	cumsum: "cumsum(x axis=0)",
	equal: "equal(x>x1 y>x2)",
	expand_dims: "expand_dims(x axis=-1)",
	gather: "take(reference>x indices axis=0)",
	max: "max(x axis keepdims)",
	maximum: "maximum(x>x1 y>x2)",
	mean: "mean(x axis keepdims) float",
	min: "min(x axis keepdims)",
	minimum: "minimum(x>x1 y>x2)",
	one_hot: "one_hot(indices>x num_classes)",
	ones_like: "ones_like(x dtype)",
	permute_dimensions: "transpose(x pattern>axes)",
	pow: "power(x>x1 a>x2)",
	prod: "prod(x axis keepdims)",
	repeat_elements: "repeat(x rep>repeats axis)",
	reshape: "reshape(x shape>newshape)",
	reverse: "flip(x axes>axis)",
	shape: "shape(x)",
	softmax: "softmax(x axis)",
	squeeze: "squeeze(x axis)",
	stack: "stack(x axis)",
	std: "std(x axis keepdims) float",
	sum: "sum(x axis keepdims)",
	tile: "tile(x n>repeats)",
	var: "var(x axis keepdims) float",
	zeros_like: "zeros_like(x dtype)",
	...unary("abs cos exp log round sigmoid sign sin sqrt square tanh softplus softsign"),
};

/** By the name below `tf`. */
export const OPS_TABLE: Readonly<Record<string, string>> = {
	...unary(
		"abs acos>arccos acosh>arccosh asin>arcsin asinh>arcsinh atan>arctan atanh>arctanh cos cosh exp floor negative round " +
			"sigmoid sign sin sinh sqrt square tan tanh math.logical_not math.ceil math.erf math.erfinv math.expm1 math.log math.log1p " +
			"math.reciprocal math.rsqrt math.is_nan>isnan math.is_inf>isinf math.is_finite>isfinite math.log_sigmoid",
	),
	...binary(
		"add subtract multiply divide maximum minimum equal not_equal less less_equal greater greater_equal logical_and " +
			"logical_or math.logical_xor pow>power math.floordiv>floor_divide math.floormod>mod truediv>true_divide " +
			"math.divide_no_nan",
	),
	...features("math.softplus nn.softsign nn.elu nn.selu nn.relu nn.relu6 nn.silu"),
	...REDUCTIONS,
	...ARRAYS,
	...OTHERS,
	...Object.fromEntries(Object.entries(BACKEND).map(([name, entry]) => [`keras.backend.${name}`, entry])),
};
