import { isStatic, isUnknown, str, type Value } from "../../domain";
import { raise } from "../../interpreter/api";
import { type Application, type Construction, defineApplication, TAKES_LAYERS } from "./application";
import { finish, imageInput, inputShapeOf, pooled } from "./ends";
import { type InputShape, readInputShape, validateActivation } from "./imagenet-utils";
import type { Network } from "./network";

const SIZES = [128, 160, 192, 224];
const ALPHAS = [0.25, 0.5, 0.75, 1];

/** Filters and strides of the thirteen separable blocks. */
const BLOCKS = [
	[64, 1],
	[128, 2],
	[128, 1],
	[256, 2],
	[256, 1],
	[512, 2],
	[512, 1],
	[512, 1],
	[512, 1],
	[512, 1],
	[512, 1],
	[1024, 2],
	[1024, 1],
] as const;

const ARGUMENTS =
	"input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000, classifier_activation='softmax'";

/** The size that pretrained weights are for, and the default: that of a square input, if there are weights for it. */
export function defaultSizeOf(shape: InputShape | undefined, sizes: readonly number[]): number {
	const [rows, columns] = shape?.sizes ?? [];
	return rows !== undefined && rows === columns && isStatic(rows) && sizes.includes(rows) ? rows : 224;
}

/** The size in the name of a model; pretrained weights are for some sizes only. */
export function sizeInName({ weights }: Construction, shape: InputShape, sizes: readonly number[]): string | undefined {
	const [rows, columns] = shape.sizes;
	if (rows === undefined || weights === "unknown" || isUnknown(rows)) return undefined;
	if (weights !== "imagenet") return isStatic(rows) ? String(rows) : "None";
	if (columns !== undefined && isStatic(rows) && isUnknown(columns)) return undefined;
	return String(isStatic(rows) && rows === columns && sizes.includes(rows) ? rows : 224);
}

/** `mobilenet_1.00_224`. */
export const nameWithAlpha = (prefix: string, alpha: number, size: string | undefined): Value =>
	size === undefined ? { kind: "str" } : str(`${prefix}_${alpha.toFixed(2)}_${size}`);

export function rejectAlpha({ weights }: Construction, alpha: number, allowed: readonly number[]): void {
	if (weights !== "imagenet" || allowed.includes(alpha)) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `there are pretrained weights for alpha ${allowed.join(", ")}, found ${alpha}`,
		argument: "alpha",
	});
}

function rejectMultiplier({ weights }: Construction, multiplier: number): void {
	if (weights !== "imagenet" || multiplier === 1) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `pretrained weights are for depth_multiplier=1, found ${multiplier}`,
		argument: "depth_multiplier",
	});
}

const normalized = (net: Network, x: Value, name: string): Value =>
	net.layer("ReLU", net.batchNorm(x, `${name}_bn`), { max_value: 6, name: `${name}_relu` });

function block(net: Network, x: Value, filters: number, strides: number, multiplier: number, id: number): Value {
	const padding = [
		[0, 1],
		[0, 1],
	];
	const options = { depth_multiplier: multiplier, strides, use_bias: false, padding: strides === 1 ? "same" : "valid" };
	const padded = strides === 1 ? x : net.pad(x, padding, `conv_pad_${id}`);
	const y = normalized(net, net.depthwise(padded, 3, { ...options, name: `conv_dw_${id}` }), `conv_dw_${id}`);
	const pointwise = net.conv(y, filters, 1, { padding: "same", use_bias: false, strides: 1, name: `conv_pw_${id}` });
	return normalized(net, pointwise, `conv_pw_${id}`);
}

function top(construction: Construction, x: Value): Value {
	const { net, get, weights } = construction;
	const classes = get("classes");
	const activation = get("classifier_activation");
	let y = net.layer("GlobalAveragePooling2D", x, { keepdims: true });
	y = net.layer("Dropout", y, { rate: get("dropout"), name: "dropout" });
	y = net.conv(y, classes, 1, { padding: "same", name: "conv_preds" });
	y = net.layer("Reshape", y, { target_shape: [classes], name: "reshape_2" });
	validateActivation(activation, weights);
	return net.activation(y, activation, "predictions");
}

/** `keras.applications.mobilenet`. */
const mobilenet: Application = {
	name: "MobileNet",
	modules: ["mobilenet"],
	signature: { keras2: `${ARGUMENTS}, **kwargs`, keras3: `${ARGUMENTS}, name=None` },
	hidden: TAKES_LAYERS,
	build(construction) {
		const { net, includeTop, number } = construction;
		const alpha = number("alpha");
		const multiplier = number("depth_multiplier");
		const given = readInputShape(construction.get("input_shape"));
		const shape = inputShapeOf(construction, { defaultSize: defaultSizeOf(given, SIZES), minSize: 32 }, given);
		rejectMultiplier(construction, multiplier);
		rejectAlpha(construction, alpha, ALPHAS);
		const input = imageInput(construction, shape);
		const filters = Math.trunc(32 * alpha);
		let x = net.conv(input, filters, 3, { padding: "same", use_bias: false, strides: 2, name: "conv1" });
		x = normalized(net, x, "conv1");
		for (const [index, [width, strides]] of BLOCKS.entries())
			x = block(net, x, Math.trunc(width * alpha), strides, multiplier, index + 1);
		const output = includeTop ? top(construction, x) : pooled(construction, x, {});
		const name = nameWithAlpha("mobilenet", alpha, sizeInName(construction, shape, SIZES));
		return finish(construction, input, output, name);
	},
};

export const MOBILENET = [defineApplication(mobilenet)];
