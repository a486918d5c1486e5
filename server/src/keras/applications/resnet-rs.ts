import type { Value } from "../../domain";
import { raise } from "../../interpreter/api";
import { nextUid } from "../engine/naming";
import { type Application, type Construction, defineApplication } from "./application";
import { finish, head, imageInput, inputShapeOf, POOL_NAMES } from "./ends";
import { channelsOfShape, type InputShape } from "./imagenet-utils";
import { channelsOf, type Network } from "./network";

/** The blocks of each depth. */
const DEPTHS = {
	50: [3, 4, 6, 3],
	101: [3, 4, 23, 3],
	152: [3, 8, 36, 3],
	200: [3, 24, 36, 3],
	270: [4, 29, 53, 4],
	350: [4, 36, 72, 4],
	420: [4, 44, 87, 4],
} as const;

type Depth = keyof typeof DEPTHS;

/** The images that there are pretrained weights for. */
const IMAGES: Readonly<Record<Depth, readonly number[]>> = {
	50: [160],
	101: [160, 192],
	152: [192, 224, 256],
	200: [256],
	270: [256],
	350: [256, 320],
	420: [320],
};

const FILTERS = [64, 128, 256, 512];
const NORM = { momentum: 0, epsilon: 1e-5 };
const MEAN = [0.485, 0.456, 0.406];
const VARIANCE = [0.229 ** 2, 0.224 ** 2, 0.225 ** 2];

/** A convolution with strides pads by itself. */
function conv(net: Network, x: Value, filters: number, size: number, strides: number, name: string): Value {
	const border = [
		[1, 1],
		[1, 1],
	];
	const padded = strides > 1 ? net.pad(x, border) : x;
	return net.conv(padded, filters, size, { strides, padding: strides > 1 ? "valid" : "same", use_bias: false, name });
}

const norm = (net: Network, x: Value, name: string): Value => net.batchNorm(x, name, NORM);

function stem(net: Network, input: Value): Value {
	const prefix = `stem_${nextUid("stem_", net.machine, net.world)}_stem`;
	const steps = [
		[32, 2],
		[32, 1],
		[64, 1],
		[64, 2],
	] as const;
	return steps.reduce((x, [filters, strides], index) => {
		const at = index + 1;
		const y = norm(net, conv(net, x, filters, 3, strides, `${prefix}_conv_${at}`), `${prefix}_batch_norm_${at}`);
		return net.activation(y, "relu", `${prefix}_act_${at}`);
	}, input);
}

function excite(net: Network, x: Value, filters: number, name: string): Value {
	let y = net.layer("GlobalAveragePooling2D", x, { name: `${name}_se_squeeze` });
	y = net.layer("Reshape", y, { target_shape: [1, 1, channelsOf(y)], name: `${name}_se_reshape` });
	y = net.conv(y, filters, 1, { strides: 1, padding: "same", activation: "relu", name: `${name}_se_reduce` });
	const options = { strides: 1, padding: "same", activation: "sigmoid", name: `${name}_se_expand` };
	y = net.conv(y, 4 * filters, 1, options);
	return net.layer("Multiply", [x, y], { name: `${name}_se_excite` });
}

function projection(net: Network, input: Value, filters: number, strides: number, name: string): Value {
	const options = { padding: "same", name: `${name}_projection_pooling` };
	const pooled = strides === 2 ? net.pool("Average", input, 2, 2, options) : input;
	const projected = conv(net, pooled, 4 * filters, 1, 1, `${name}_projection_conv`);
	return norm(net, projected, `${name}_projection_batch_norm`);
}

/** A bottleneck; the first of a group projects. */
function block(
	net: Network,
	input: Value,
	filters: number,
	strides: number,
	drop: number,
	first: boolean,
	name: string,
): Value {
	const shortcut = first ? projection(net, input, filters, strides, name) : input;
	let x = norm(net, conv(net, input, filters, 1, 1, `${name}_conv_1`), `${name}batch_norm_1`);
	x = conv(net, net.activation(x, "relu", `${name}_act_1`), filters, 3, strides, `${name}_conv_2`);
	x = net.activation(norm(net, x, `${name}_batch_norm_2`), "relu", `${name}_act_2`);
	x = norm(net, conv(net, x, 4 * filters, 1, 1, `${name}_conv_3`), `${name}_batch_norm_3`);
	x = excite(net, x, filters, `${name}_se`);
	if (drop > 0) x = net.layer("Dropout", x, { rate: drop, noise_shape: [null, 1, 1, 1], name: `${name}_drop` });
	return net.activation(net.add([x, shortcut]), "relu", `${name}_output_act`);
}

function features(net: Network, input: Value, depth: Depth): Value {
	const dropConnect = depth < 200 ? 0 : 0.1;
	let x = stem(net, input);
	for (const [index, repeats] of DEPTHS[depth].entries()) {
		const drop = (dropConnect * (index + 2)) / 5;
		for (let at = 0; at < repeats; at += 1) {
			const strides = at === 0 && index > 0 ? 2 : 1;
			x = block(net, x, FILTERS[index] as number, strides, drop, at === 0, `BlockGroup${index + 2}__block_${at}_`);
		}
	}
	return x;
}

function preprocessed({ net, isTrue }: Construction, input: Value, shape: InputShape): Value {
	if (!isTrue("include_preprocessing")) return input;
	const x = net.layer("Rescaling", input, { scale: 1 / 255 });
	if (channelsOfShape(shape) !== 3) return x;
	return net.layer("Normalization", x, { mean: MEAN, variance: VARIANCE, axis: 3 });
}

/** Pretrained weights come by the size of images; the rules of shapes take them for a file. */
function ownWeights(construction: Construction, depth: Depth): Construction {
	const { weights, get, includeTop } = construction;
	if (weights === "none" || weights === "unknown") return construction;
	const text = get("weights");
	const names = IMAGES[depth].map((size) => `imagenet-i${size}`);
	const isPretrained = text.kind === "str" && text.value !== undefined && names.includes(text.value);
	const classes = get("classes");
	if (isPretrained && includeTop && classes.kind === "int" && (classes.value ?? 1000) !== 1000) {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `pretrained weights with include_top are for 1000 classes, found classes=${classes.value}`,
			argument: "classes",
		});
	}
	return { ...construction, weights: "file" };
}

const resnetRs = (depth: Depth): Application => ({
	name: `ResNetRS${depth}`,
	modules: ["resnet_rs"],
	worlds: ["keras2"],
	signature:
		"include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, pooling=None, classifier_activation='softmax', include_preprocessing=True",
	build(given) {
		const construction = ownWeights(given, depth);
		const { net } = construction;
		const shape = inputShapeOf(construction, { defaultSize: 224, minSize: 32 });
		const input = imageInput(construction, shape);
		const x = features(net, preprocessed(construction, input, shape), depth);
		const rate = depth < 350 ? 0.25 : 0.4;
		const between = (y: Value) => net.layer("Dropout", y, { rate, name: "top_dropout" });
		return finish(construction, input, head(construction, x, { ...POOL_NAMES, between }), `resnet-rs-${depth}`);
	},
});

/** `keras.applications.resnet_rs`, which only Keras 2 has. */
export const RESNET_RS = ([50, 101, 152, 200, 270, 350, 420] as const).map((depth) =>
	defineApplication(resnetRs(depth)),
);
