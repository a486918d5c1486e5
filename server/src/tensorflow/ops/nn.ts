import { isFloating, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { broadcast } from "./elementwise";

const activation = (names: readonly string[], text: string, first: string): FunctionModel =>
	defineOp(names, text, (args) => {
		const { shape, dtype } = args.tensor(first);
		if (typeof dtype === "string" && !isFloating(dtype)) vague(`${names[0]} of a tensor of dtype ${dtype}`);
		return { shape, dtype };
	});

const ACTIVATIONS: readonly FunctionModel[] = [
	defineOp("nn.relu", "features, name=None", (args) => {
		const { shape, dtype } = args.tensor("features");
		return { shape, dtype };
	}),
	...["relu6", "elu", "selu", "softsign"].map((name) => activation([`nn.${name}`], "features, name=None", "features")),
	activation(["nn.leaky_relu"], "features, alpha=0.2, name=None", "features"),
	activation(["nn.gelu"], "features, approximate=False, name=None", "features"),
	activation(["nn.silu", "nn.swish"], "features, beta=1.0", "features"),
	activation(["nn.softmax", "math.softmax"], "logits, axis=None, name=None", "logits"),
	activation(["nn.log_softmax", "math.log_softmax"], "logits, axis=None, name=None", "logits"),
	activation(
		["math.l2_normalize", "nn.l2_normalize", "linalg.l2_normalize"],
		"x, axis=None, epsilon=1e-12, name=None",
		"x",
	),
	activation(["nn.dropout"], "x, rate, noise_shape=None, seed=None, name=None", "x"),
	activation(
		["nn.local_response_normalization"],
		"input, depth_radius=5, bias=1, alpha=1, beta=0.5, name=None",
		"input",
	),
];

const BIAS_ADD = defineOp("nn.bias_add", "value, bias, data_format=None, name=None", (args) => {
	const value = args.tensor("value");
	if (args.given("data_format")) vague("a data format");
	return { shape: broadcast(value.shape, args.tensor("bias").shape, args.fail), dtype: value.dtype };
});

const EMBEDDING_LOOKUP = defineOp("nn.embedding_lookup", "params, ids, max_norm=None, name=None", (args) => {
	const params = args.tensor("params");
	const ids = dimsOf(args.tensor("ids"));
	return { shape: ranked([...ids, ...dimsOf(params).slice(1)]), dtype: params.dtype };
});

const lossOf = (name: string, labels: string, logits: string): FunctionModel =>
	defineOp(`nn.${name}`, `${labels}=None, ${logits}=None, axis=-1, name=None`, (args) => {
		const { shape, dtype } = args.tensor(logits);
		if (name === "sigmoid_cross_entropy_with_logits") return { shape, dtype };
		return { shape: ranked(dimsOf({ shape, dtype }).slice(0, -1)), dtype };
	});

const LOSSES: readonly FunctionModel[] = [
	lossOf("sigmoid_cross_entropy_with_logits", "labels", "logits"),
	lossOf("softmax_cross_entropy_with_logits", "labels", "logits"),
	lossOf("sparse_softmax_cross_entropy_with_logits", "labels", "logits"),
];

/** `tf.nn.moments`: mean and variance over some axes. */
const MOMENTS = defineOp("nn.moments", "x, axes, shift=None, keepdims=False, name=None", (args) => {
	const { shape, dtype } = args.tensor("x");
	const dims = dimsOf({ shape, dtype });
	const axes = (args.ints("axes") ?? vague("axes")).map((axis) => (axis < 0 ? axis + dims.length : axis));
	const kept = args.isTrue("keepdims")
		? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
		: dims.filter((_, axis) => !axes.includes(axis));
	const result = { shape: ranked(kept), dtype };
	return { kind: "tuple", items: [result, result] };
});

/** The size is read before it becomes a tensor: a `None` in it is a ValueError, in a graph too. */
function rejectOpenSize(args: OpArguments): void {
	const size = args.get("size");
	const items = size.kind === "list" || size.kind === "tuple" ? (size.items ?? []) : [];
	if (!items.some((item) => item.kind === "none") || items.some((item) => item.kind === "tensor")) return;
	args.fail({
		code: "undefined-dimension",
		exception: "ValueError",
		message: "the size that tf.image.resize is given has a None: it needs a height and a width",
		argument: "size",
	});
}

/** `tf.image.resize`: height and width are replaced, floats come out unless the nearest pixel is taken. */
const RESIZE = defineOp(
	"image.resize",
	"images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None",
	(args) => {
		const { shape, dtype } = args.tensor("images");
		const dims = dimsOf({ shape, dtype });
		rejectOpenSize(args);
		const size = args.sizes("size") ?? vague("the size of image.resize");
		const method = args.get("method");
		if (args.isTrue("preserve_aspect_ratio") || size.length !== 2 || method.kind !== "str")
			return vague("image.resize");
		if (dims.length !== 3 && dims.length !== 4) {
			return args.fail({
				code: "input-rank",
				exception: "ValueError",
				message: `images have rank 3 or 4, found rank ${dims.length}`,
			});
		}
		const result = ranked([...dims.slice(0, -3), ...size, dims.at(-1) ?? 1]);
		return { shape: result, dtype: method.value === "nearest" ? dtype : "float32" };
	},
);

const keepImage = (name: string, text: string): FunctionModel =>
	defineOp(`image.${name}`, text, (args) => {
		const { shape, dtype } = args.tensor("image");
		return { shape, dtype };
	});

export const NN_OPS: readonly FunctionModel[] = [
	...ACTIVATIONS,
	BIAS_ADD,
	EMBEDDING_LOOKUP,
	...LOSSES,
	MOMENTS,
	RESIZE,
	keepImage("flip_left_right", "image"),
	keepImage("flip_up_down", "image"),
	keepImage("random_flip_left_right", "image, seed=None"),
	keepImage("random_flip_up_down", "image, seed=None"),
];
