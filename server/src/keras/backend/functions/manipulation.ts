import { int, isFullyDefined, list, NONE, ranked, str, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { imageDataFormat } from "../config";
import {
	type BackendCall,
	backendFunction,
	intOf,
	ints,
	itemsOf,
	rankOf,
	shapeOf,
	sizesOf,
	tensorOf,
	textOf,
} from "./define";

const CONCATENATE = backendFunction("concatenate", "tensors, axis=-1", (k) => {
	const axis = k.get("axis");
	const tensors = k.get("tensors");
	if (axis.kind !== "int" || axis.value === undefined || axis.value >= 0) return k.tf("concat", [tensors, axis]);
	const first = itemsOf(tensors, "the tensors")[0] ?? vague("nothing to concatenate");
	const rank = rankOf(first);
	return k.tf("concat", [tensors, int(rank === 0 ? 0 : ((axis.value % rank) + rank) % rank)]);
});

const FLATTEN = backendFunction("flatten", "x", (k) => k.tf("reshape", [k.get("x"), ints(-1)]));

const whole = (lower: number): Value => ({ kind: "slice", lower: int(lower), upper: NONE, step: NONE });

const BATCH_FLATTEN = backendFunction("batch_flatten", "x", (k) => {
	const x = k.get("x");
	const inner = k.tf("reduce_prod", [k.item(k.tf("shape", [x]), whole(1))]);
	if (tensorOf(x).flavor === "KerasTensor" && k.world === "keras2")
		k.fail("a KerasTensor is no item of a list of sizes", "x", "invalid-layer-input", "TypeError");
	return k.tf("reshape", [x, k.tf("stack", [list([int(-1), withProduct(inner, x)])])]);
});

/** TensorFlow knows the product only of a shape that it knows whole. */
function withProduct(product: Value, x: Value): Value {
	if (product.kind !== "tensor") return product;
	const sizes = sizesOf(x);
	const isKnown = sizes.every((size) => size !== undefined);
	const value = sizes.slice(1).reduce((total: number, size) => total * (size ?? 1), 1);
	return { ...product, content: isKnown ? int(value) : NONE };
}

const REPEAT = backendFunction("repeat", "x, n", (k) => {
	const x = k.get("x");
	if (rankOf(x) !== 2)
		k.fail(
			`repeat needs a tensor of rank 2, found rank ${rankOf(x)}`,
			"x",
			"input-rank",
			k.world === "keras2" ? "AssertionError" : "ValueError",
		);
	const multiples = k.tf("stack", [list([int(1), k.get("n"), int(1)])]);
	return k.tf("tile", [k.tf("expand_dims", [x, int(1)]), multiples]);
});

/** `repeat_elements`: splits along a known axis, tiles along an open one. */
export function repeatElements(k: BackendCall, x: Value, rep: number, axis: number): Value {
	shapeOf(x);
	const sizes = sizesOf(x);
	const size = sizes.at(axis);
	if (axis >= sizes.length || axis < -sizes.length)
		return k.fail(`axis ${axis} is out of range for rank ${sizes.length}`, "axis", "input-rank", "IndexError");
	if (size !== undefined) {
		const parts = k.tf("split", [], { value: x, num_or_size_splits: int(size), axis: int(axis) });
		const items = parts.kind === "list" && parts.items ? parts.items : vague("the parts of an axis");
		const repeated = items.flatMap((item) => Array<Value>(rep).fill(item));
		const at = axis < 0 ? axis + sizes.length : axis;
		return k.tf("concat", [list(repeated), int(at)]);
	}
	return repeatOpen(k, x, rep, axis, sizes.length);
}

/** An axis that is open is tiled beside itself, and then made one. */
function repeatOpen(k: BackendCall, x: Value, rep: number, axis: number, rank: number): Value {
	if (axis < 0) return vague("repeat_elements along an open axis counted from the end");
	const ones = Array<number>(rank + 1).fill(1);
	const shape = k.tf("shape", [x]);
	const tiled = k.tf("tile", [k.tf("expand_dims", [x], { axis: int(axis + 1) }), ints(...ones.with(axis + 1, rep))]);
	const factors = k.tf("constant", [ints(...ones.slice(1).with(axis, rep))], { dtype: str("int32") });
	const result = tensorOf(k.tf("reshape", [tiled, k.binary("*", shape, factors)]));
	return { ...result, spec: { ...result.spec, shape: shapeOf(x) } };
}

const REPEAT_ELEMENTS = backendFunction("repeat_elements", "x, rep, axis", (k) =>
	repeatElements(k, k.get("x"), intOf(k.get("rep"), "rep"), intOf(k.get("axis"), "axis")),
);

const pair = (low: Value, high: Value): Value => list([low, high]);
const NOTHING = pair(int(0), int(0));

/** The format argument, checked as Keras does. */
export function dataFormat(k: BackendCall): string {
	const value = k.get("data_format");
	const format =
		value.kind === "none"
			? (imageDataFormat(k.machine, k.world) ?? vague("the global image_data_format is not known"))
			: textOf(value, "data_format");
	if (format === "channels_first" || format === "channels_last") return format;
	return k.fail(`data_format must be "channels_first" or "channels_last", found ${format}`, "data_format");
}

const asPair = (k: BackendCall, value: Value): Value => {
	if (value.kind !== "tuple" && value.kind !== "list")
		return k.fail("padding needs two numbers for each axis", "padding", "invalid-layer-argument", "TypeError");
	const items = value.items ?? vague("the padding is not known");
	if (items.length !== 2)
		return k.fail("padding needs two numbers for each axis", "padding", "invalid-layer-argument", "AssertionError");
	return list(items);
};

const spatialPadding = (rank: number, text: string): FunctionModel =>
	backendFunction(`spatial_${rank}d_padding`, text, (k) => {
		const pairs = itemsOf(k.get("padding"), "padding").map((each) => asPair(k, each));
		if (pairs.length !== rank)
			k.fail(`padding needs ${rank} pairs`, "padding", "invalid-layer-argument", "AssertionError");
		const isFirst = dataFormat(k) === "channels_first";
		return k.tf("pad", [k.get("x"), list(isFirst ? [NOTHING, NOTHING, ...pairs] : [NOTHING, ...pairs, NOTHING])]);
	});

const TEMPORAL_PADDING = backendFunction("temporal_padding", "x, padding=(1, 1)", (k) => {
	const [low, high, ...more] = itemsOf(k.get("padding"), "padding");
	if (!low || !high || more.length > 0)
		return k.fail("padding needs two numbers", "padding", "invalid-layer-argument", "AssertionError");
	return k.tf("pad", [k.get("x"), list([NOTHING, pair(low, high), NOTHING])]);
});

const INTERPOLATIONS = ["area", "bicubic", "bilinear", "gaussian", "lanczos3", "lanczos5", "mitchellcubic", "nearest"];

/** `resize_images`: by whole factors. */
const RESIZE_IMAGES = backendFunction(
	"resize_images",
	"x, height_factor, width_factor, data_format, interpolation='nearest'",
	(k) => {
		const format = textOf(k.get("data_format"), "data_format");
		if (format !== "channels_first" && format !== "channels_last")
			return k.fail(`data_format must be "channels_first" or "channels_last", found ${format}`, "data_format");
		const isFirst = format === "channels_first";
		const x = k.get("x");
		const size = scaledSize(k, x, isFirst ? 2 : 1);
		const last = isFirst ? k.tf("transpose", [x], { perm: ints(0, 2, 3, 1) }) : x;
		const method = textOf(k.get("interpolation"), "interpolation");
		if (!INTERPOLATIONS.includes(method))
			return k.fail(`interpolation must be one of ${INTERPOLATIONS.join(", ")}, found ${method}`, "interpolation");
		const resized = k.tf("image.resize", [last, size], { method: str(method) });
		return isFirst ? k.tf("transpose", [resized], { perm: ints(0, 3, 1, 2) }) : resized;
	},
);

function scaledSize(k: BackendCall, x: Value, from: number): Value {
	const factors = k.tf("constant", [list([k.get("height_factor"), k.get("width_factor")])], { dtype: str("int32") });
	const shape = shapeOf(x);
	const known = shape.kind === "ranked" ? ranked(shape.dims.slice(from, from + 2)) : shape;
	const range: Value = { kind: "slice", lower: int(from), upper: int(from + 2), step: NONE };
	const size =
		isFullyDefined(known) && known.kind === "ranked"
			? k.tf("constant", [ints(...(known.dims as number[]))], { dtype: str("int32") })
			: k.item(k.tf("shape", [x]), range);
	return k.binary("*", size, factors);
}

const RESIZE_VOLUMES = backendFunction(
	"resize_volumes",
	"x, depth_factor, height_factor, width_factor, data_format",
	(k) => {
		const format = textOf(k.get("data_format"), "data_format");
		if (format !== "channels_first" && format !== "channels_last")
			return k.fail(`data_format must be "channels_first" or "channels_last", found ${format}`, "data_format");
		const start = format === "channels_first" ? 2 : 1;
		const factors = ["depth_factor", "height_factor", "width_factor"].map((name) => intOf(k.get(name), name));
		return factors.reduce((value, factor, index) => repeatElements(k, value, factor, start + index), k.get("x"));
	},
);

const squeezeAxis = (k: BackendCall): Value => k.tf("squeeze", [k.get("x"), list([k.get("axis")])]);

const REVERSE = backendFunction("reverse", "x, axes", (k) => {
	const axes = k.get("axes");
	return k.tf("reverse", [k.get("x"), axes.kind === "int" ? list([axes]) : axes]);
});

const ONE_HOT = backendFunction("one_hot", "indices, num_classes", (k) =>
	k.tf("one_hot", [k.get("indices")], { depth: k.get("num_classes"), axis: int(-1) }),
);

const TILE = backendFunction("tile", "x, n", (k) => {
	const n = k.get("n");
	return k.tf("tile", [k.get("x"), n.kind === "int" ? list([n]) : n]);
});

export const MANIPULATION: readonly FunctionModel[] = [
	CONCATENATE,
	FLATTEN,
	BATCH_FLATTEN,
	REPEAT,
	REPEAT_ELEMENTS,
	TEMPORAL_PADDING,
	spatialPadding(2, "x, padding=((1, 1), (1, 1)), data_format=None"),
	spatialPadding(3, "x, padding=((1, 1), (1, 1), (1, 1)), data_format=None"),
	RESIZE_IMAGES,
	RESIZE_VOLUMES,
	REVERSE,
	ONE_HOT,
	TILE,
	backendFunction("reshape", "x, shape", (k) => k.tf("reshape", [k.get("x"), k.get("shape")])),
	backendFunction("expand_dims", "x, axis=-1", (k) => k.tf("expand_dims", [k.get("x"), k.get("axis")])),
	backendFunction("squeeze", "x, axis", squeezeAxis),
	backendFunction("transpose", "x", (k) => k.tf("transpose", [k.get("x")])),
	backendFunction("permute_dimensions", "x, pattern", (k) =>
		k.tf("transpose", [k.get("x")], { perm: k.get("pattern") }),
	),
	backendFunction("stack", "x, axis=0", (k) => k.tf("stack", [k.get("x")], { axis: k.get("axis") })),
	backendFunction("gather", "reference, indices", (k) => k.tf("gather", [k.get("reference"), k.get("indices")])),
	backendFunction("shape", "x", (k) => k.tf("shape", [k.get("x")])),
];
