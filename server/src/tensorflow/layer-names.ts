/** The first exported name of functions that are not called by it, as TensorFlow's dispatcher reports it. */
const CANONICAL: Readonly<Record<string, string>> = {
	squeeze: "compat.v1.squeeze",
	transpose: "compat.v1.transpose",
	shape: "compat.v1.shape",
	size: "compat.v1.size",
	gather: "compat.v1.gather",
	pad: "compat.v1.pad",
	gather_nd: "compat.v1.gather_nd",
	complex: "dtypes.complex",
	scalar_mul: "compat.v1.math.scalar_mul",
	"nn.conv1d": "compat.v1.nn.conv1d",
	"nn.conv2d": "compat.v1.nn.conv2d",
	"nn.depthwise_conv2d": "compat.v1.nn.depthwise_conv2d",
	"nn.separable_conv2d": "compat.v1.nn.separable_conv2d",
	"nn.crelu": "compat.v1.nn.crelu",
	"nn.sparse_softmax_cross_entropy_with_logits": "compat.v1.nn.sparse_softmax_cross_entropy_with_logits",
	norm: "compat.v1.norm",
	divide: "math.truediv",
	matmul: "linalg.matmul",
	"math.in_top_k": "compat.v1.math.in_top_k",
	batch_to_space: "compat.v1.batch_to_space_nd",
	space_to_batch: "space_to_batch_nd",
	"nn.space_to_batch": "space_to_batch_nd",
	"math.floordiv": "compat.v1.floor_div",
	"nn.embedding_lookup": "compat.v1.nn.embedding_lookup",
	"nn.sigmoid_cross_entropy_with_logits": "compat.v1.nn.sigmoid_cross_entropy_with_logits",
	"nn.softmax_cross_entropy_with_logits": "compat.v1.nn.softmax_cross_entropy_with_logits_v2",
};

/** What Keras 2 names the layer that it makes of a function: `tf.math.add` for `tf.add`. */
export function layerName(names: readonly string[]): string {
	const short = names.map((name) => name.slice("tensorflow.".length));
	const first = short[0] as string;
	const inMath = first.includes(".") ? undefined : short.find((name) => name.startsWith("math."));
	const canonical = CANONICAL[first] ?? inMath ?? first;
	return `tf.${canonical}`;
}
