import type { World } from "../../domain";

/**
 * Functions of TensorFlow that do something else with a KerasTensor than most: Keras 2 makes a layer of the call
 * (`TFOpLambda`, by TensorFlow's dispatcher), and Keras 3 raises a ValueError where TensorFlow converts the argument
 * (`KerasTensor.__tf_tensor__`). Real TensorFlow was asked for each of them.
 */
export interface Refusal {
	readonly exception: string;
	readonly why: string;
	/** Whether only a KerasTensor that is itself the argument is refused, rather than one in a list, too. */
	readonly bare?: boolean;
	/** Position and name of the argument that is refused; any when absent. */
	readonly at?: readonly [number, string];
	/** Whether it is refused so in a graph only, or only outside of one. */
	readonly graph?: boolean;
	/** Whether another tensor must stand beside it. */
	readonly mixed?: boolean;
	/** Whether only a KerasTensor of an open batch is refused: one of a known batch has rows to go over. */
	readonly open?: boolean;
	/** Names below `tensorflow`. */
	readonly names: string;
}

const ASSERTIONS =
	"assert_equal assert_greater assert_less assert_rank debugging.assert_equal debugging.assert_greater " +
	"debugging.assert_greater_equal debugging.assert_less debugging.assert_less_equal debugging.assert_near " +
	"debugging.assert_negative debugging.assert_non_negative debugging.assert_non_positive debugging.assert_none_equal " +
	"debugging.assert_positive debugging.assert_rank debugging.assert_rank_at_least debugging.assert_rank_in";

const WANTS_SPARSE =
	"sparse.concat sparse.fill_empty_rows sparse.reorder sparse.retain sparse.slice sparse.split sparse.to_indicator";

/** Functions that read fields of a SparseTensor at once. */
const READS_SPARSE =
	"sparse.expand_dims sparse.maximum sparse.minimum sparse.reduce_max sparse.reduce_sum sparse.softmax sparse.transpose";

const BOTH: readonly Refusal[] = [
	{ exception: "TypeError", why: "it takes a SparseTensor", names: `${WANTS_SPARSE} sparse.add sparse.cross_hashed` },
	{ exception: "TypeError", why: "it takes a SparseTensor", names: "sparse.reshape" },
	{ exception: "AttributeError", why: "it reads the fields of a SparseTensor", names: READS_SPARSE },
	{ exception: "ValueError", why: "it takes a SparseTensor", names: "sparse.map_values" },
	{ exception: "TypeError", why: "no TypeSpec can be built of it", names: "while_loop", at: [2, "loop_vars"] },
	{ exception: "TypeError", why: "its index must be a tensor", names: "switch_case", at: [0, "branch_index"] },
	{
		exception: "RuntimeError",
		why: "it works in graphs only",
		names: "gradients hessians parallel_stack",
		graph: false,
	},
	{ exception: "AttributeError", why: "it takes shapes", names: "broadcast_static_shape" },
	{
		exception: "TypeError",
		why: "it takes lists of tensors",
		names: "dynamic_stitch shape_n strings.join",
		bare: true,
	},
	{ exception: "TypeError", why: "it takes numbers", names: "constant_initializer" },
];

const KERAS2: readonly Refusal[] = [
	...BOTH,
	{
		exception: "TypeError",
		why: "what it gives is an operation, which no layer can give",
		names: `${ASSERTIONS} print`,
	},
	{ exception: "ValueError", why: "the rank is not 0", names: "debugging.assert_scalar" },
	{ exception: "TypeError", why: "its shapes are no tensors", names: "debugging.assert_shapes" },
	{ exception: "TypeError", why: "it takes a list of tensors", names: "add_n identity_n", bare: true, open: true },
	{ exception: "OperatorNotAllowedInGraphError", why: "it takes a list", names: "ragged.constant", bare: true },
	{
		exception: "TypeError",
		why: "Keras makes no layer of it",
		names:
			"SparseTensor sparse.from_dense compat.v1.placeholder_with_default io.read_file io.serialize_tensor " +
			"recompute_grad.decorated grad_pass_through.decorated",
	},
];

const KERAS3: readonly Refusal[] = [
	...BOTH,
	{ exception: "NotImplementedError", why: "it iterates over it", names: "ones zeros", bare: true, at: [0, "shape"] },
	{
		exception: "NotImplementedError",
		why: "it iterates over it",
		names: "add_n identity_n ragged.constant",
		bare: true,
	},
	{ exception: "ValueError", why: "it has no values", names: "io.parse_example io.parse_single_example" },
	{ exception: "TypeError", why: "its number of rows must be an int", names: "eye", at: [0, "num_rows"] },
	{ exception: "NotImplementedError", why: "it iterates over it", names: "eye", at: [2, "batch_shape"] },
	{
		exception: "AttributeError",
		why: "it calls get_shape(), which a KerasTensor of Keras 3 lacks",
		names:
			"image.grayscale_to_rgb image.image_gradients image.non_max_suppression_padded image.sobel_edges " +
			"image.total_variation",
	},
	{ exception: "AttributeError", why: "its shape is a tuple", names: "linalg.tridiagonal_solve" },
	{ exception: "AttributeError", why: "its dtype is a str", names: "debugging.assert_same_float_dtype" },
	{ exception: "TypeError", why: "it takes tensors of TensorFlow", names: "sparse.cross" },
	{
		exception: "TypeError",
		why: "the tensors of its list are not all TensorFlow's",
		names: "concat einsum identity_n dynamic_stitch",
		graph: true,
	},
	{
		exception: "TypeError",
		why: "the tensors of its list are not all TensorFlow's",
		names: "stack",
		graph: true,
		mixed: true,
	},
	{ exception: "TypeError", why: "it asks it for its len()", names: "strings.format", at: [1, "inputs"] },
];

const table = (refusals: readonly Refusal[]): ReadonlyMap<string, readonly Refusal[]> => {
	const found = new Map<string, Refusal[]>();
	for (const refusal of refusals)
		for (const name of refusal.names.split(" ")) {
			const key = `tensorflow.${name}`;
			found.set(key, [...(found.get(key) ?? []), refusal]);
		}
	return found;
};

/** By the qualified name of the function. */
export const REFUSALS: Readonly<Record<World, ReadonlyMap<string, readonly Refusal[]>>> = {
	keras2: table(KERAS2),
	keras3: table(KERAS3),
};

/** Functions that are known by name only: with a KerasTensor of Keras 3 they raise as most do. */
export const BY_NAME =
	"RaggedTensor.from_row_lengths RaggedTensor.from_row_limits RaggedTensor.from_row_splits RaggedTensor.from_row_starts " +
	"RaggedTensor.from_tensor RaggedTensor.from_uniform_row_length RaggedTensor.from_value_rowids clip_by_global_norm " +
	"compat.v1.reduce_max compat.v1.reduce_mean compat.v1.reduce_min compat.v1.reduce_sum conv conv2d_backprop_filter_v2 " +
	"conv2d_backprop_input_v2 nn.depthwise_conv2d_backprop_filter nn.depthwise_conv2d_backprop_input ragged.boolean_mask " +
	"random.experimental.index_shuffle sparse.add sparse.concat sparse.cross_hashed sparse.expand_dims " +
	"sparse.fill_empty_rows sparse.map_values sparse.maximum sparse.minimum sparse.reduce_max sparse.reduce_sum " +
	"sparse.reorder sparse.reshape sparse.retain sparse.slice sparse.softmax sparse.split sparse.to_indicator " +
	"sparse.transpose parallel_stack";
