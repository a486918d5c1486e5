import type { Value } from "../../domain";
import { raise, vague } from "../../interpreter/api";
import { type Application, COMMON, type Construction, defineApplication } from "./application";
import { blockName, excite, residual } from "./efficientnet";
import { finish, head, imageInput, inputShapeOf, POOL_NAMES } from "./ends";
import { channelsOfShape, type InputShape } from "./imagenet-utils";
import type { Network } from "./network";

/** Fused blocks have no depthwise convolution and no squeeze-and-excite. */
type Stage = readonly [
	kind: "fused" | "plain",
	repeats: number,
	input: number,
	output: number,
	expansion: number,
	strides: number,
];

const BASE: readonly Stage[] = [
	["fused", 1, 32, 16, 1, 1],
	["fused", 2, 16, 32, 4, 2],
	["fused", 2, 32, 48, 4, 2],
	["plain", 3, 48, 96, 4, 2],
	["plain", 5, 96, 112, 6, 1],
	["plain", 8, 112, 192, 6, 2],
];

/** The stages by the name of the model. */
const STAGES: Readonly<Record<string, readonly Stage[]>> = {
	"efficientnetv2-b0": BASE,
	"efficientnetv2-b1": BASE,
	"efficientnetv2-b2": BASE,
	"efficientnetv2-b3": BASE,
	"efficientnetv2-s": [
		["fused", 2, 24, 24, 1, 1],
		["fused", 4, 24, 48, 4, 2],
		["fused", 4, 48, 64, 4, 2],
		["plain", 6, 64, 128, 4, 2],
		["plain", 9, 128, 160, 6, 1],
		["plain", 15, 160, 256, 6, 2],
	],
	"efficientnetv2-m": [
		["fused", 3, 24, 24, 1, 1],
		["fused", 5, 24, 48, 4, 2],
		["fused", 5, 48, 80, 4, 2],
		["plain", 7, 80, 160, 4, 2],
		["plain", 14, 160, 176, 6, 1],
		["plain", 18, 176, 304, 6, 2],
		["plain", 5, 304, 512, 6, 1],
	],
	"efficientnetv2-l": [
		["fused", 4, 32, 32, 1, 1],
		["fused", 7, 32, 64, 4, 2],
		["fused", 7, 64, 96, 4, 2],
		["plain", 10, 96, 192, 4, 2],
		["plain", 19, 192, 224, 6, 1],
		["plain", 25, 224, 384, 6, 2],
		["plain", 7, 384, 640, 6, 1],
	],
};

const DROP_CONNECT = 0.2;
const MEAN = [0.485, 0.456, 0.406];
const VARIANCE = [0.229 ** 2, 0.224 ** 2, 0.225 ** 2];
const MOMENTUM = { momentum: 0.9 };

/** The nearest multiple of 8. */
const scaled = (filters: number, width: number): number =>
	Math.max(8, Math.floor(Math.trunc(filters * width + 4) / 8) * 8);

const norm = (net: Network, x: Value, name: string): Value => net.batchNorm(x, `${name}bn`, MOMENTUM);
const activated = (net: Network, x: Value, name: string): Value =>
	net.activation(norm(net, x, name), "swish", `${name}activation`);

function plainBlock(net: Network, input: Value, stage: Stage, name: string): Value {
	const [, , filtersIn, filtersOut, expansion, strides] = stage;
	const filters = filtersIn * expansion;
	const options = { padding: "same", use_bias: false };
	let x = input;
	if (expansion !== 1)
		x = activated(net, net.conv(x, filters, 1, { ...options, name: `${name}expand_conv` }), `${name}expand_`);
	x = activated(net, net.depthwise(x, 3, { ...options, strides, name: `${name}dwconv2` }), name);
	x = excite(net, x, [filters, Math.max(1, Math.trunc(filtersIn * 0.25))], name);
	return norm(net, net.conv(x, filtersOut, 1, { ...options, name: `${name}project_conv` }), `${name}project_`);
}

function fusedBlock(net: Network, input: Value, stage: Stage, name: string): Value {
	const [, , filtersIn, filtersOut, expansion, strides] = stage;
	const options = { padding: "same", use_bias: false };
	if (expansion === 1) {
		const x = net.conv(input, filtersOut, 3, { ...options, strides, name: `${name}project_conv` });
		return activated(net, x, `${name}project_`);
	}
	const x = net.conv(input, filtersIn * expansion, 3, { ...options, strides, name: `${name}expand_conv` });
	const y = net.conv(activated(net, x, `${name}expand_`), filtersOut, 1, { ...options, name: `${name}project_conv` });
	return norm(net, y, `${name}project_`);
}

function blocks(net: Network, input: Value, stages: readonly Stage[], width: number, depth: number): Value {
	// Keras counts the blocks before it multiplies them.
	const total = stages.reduce((sum, [, repeats]) => sum + repeats, 0);
	let x = input;
	let done = 0;
	for (const [index, [kind, repeats, filtersIn, filtersOut, expansion, strides]] of stages.entries()) {
		const [first, rest] = [scaled(filtersIn, width), scaled(filtersOut, width)];
		for (let at = 0; at < Math.ceil(depth * repeats); at += 1, done += 1) {
			const stage: Stage = [kind, 1, at === 0 ? first : rest, rest, expansion, at === 0 ? strides : 1];
			const name = blockName(index, at);
			const y = (kind === "fused" ? fusedBlock : plainBlock)(net, x, stage, name);
			const isResidual = stage[5] === 1 && stage[2] === rest;
			x = isResidual ? residual(net, y, x, (DROP_CONNECT * done) / total, name) : y;
		}
	}
	return x;
}

/** Keras 3 looks the architecture up by the name that the user may give. */
function architecture({ world, get }: Construction, own: string): string {
	if (world === "keras2") return own;
	const name = get("name");
	if (name.kind === "str" && name.value !== undefined && STAGES[name.value]) return name.value;
	if (name.kind === "unknown" || (name.kind === "str" && name.value === undefined)) return vague("name is not known");
	return raise({
		code: "invalid-layer-argument",
		exception: "KeyError",
		message: `name must be one of Keras's own for this family, such as ${own}`,
		argument: "name",
	});
}

function preprocessed({ net, isTrue }: Construction, input: Value, shape: InputShape, name: string): Value {
	if (!isTrue("include_preprocessing")) return input;
	const channels = channelsOfShape(shape);
	if (!name.startsWith("efficientnetv2-b") || channels !== 3)
		return net.layer("Rescaling", input, { scale: 1 / 128, offset: { kind: "float", value: -1 } });
	const x = net.layer("Rescaling", input, { scale: 1 / 255 });
	return net.layer("Normalization", x, { mean: MEAN, variance: VARIANCE, axis: 3 });
}

const efficientnetV2 = (size: string, width: number, depth: number, image: number): Application => {
	const own = `efficientnetv2-${size.toLowerCase()}`;
	const text = `${COMMON}, include_preprocessing=True`;
	return {
		name: `EfficientNetV2${size}`,
		modules: ["efficientnet_v2"],
		signature: { keras2: text, keras3: `${text}, name='${own}'` },
		build(construction) {
			const { net } = construction;
			const name = architecture(construction, own);
			const stages = STAGES[name] as readonly Stage[];
			const shape = inputShapeOf(construction, { defaultSize: image, minSize: 32 });
			const input = imageInput(construction, shape);
			let x = preprocessed(construction, input, shape, name);
			const stem = scaled((stages[0] as Stage)[2], width);
			x = net.conv(x, stem, 3, { strides: 2, padding: "same", use_bias: false, name: "stem_conv" });
			x = blocks(net, activated(net, x, "stem_"), stages, width, depth);
			x = net.conv(x, scaled(1280, width), 1, { padding: "same", use_bias: false, name: "top_conv" });
			x = activated(net, x, "top_");
			const between = (y: Value) => net.layer("Dropout", y, { rate: 0.2, name: "top_dropout" });
			return finish(construction, input, head(construction, x, { ...POOL_NAMES, between }), own);
		},
	};
};

/** `keras.applications.efficientnet_v2`. */
export const EFFICIENTNET_V2 = [
	defineApplication(efficientnetV2("B0", 1.0, 1.0, 224)),
	defineApplication(efficientnetV2("B1", 1.0, 1.1, 240)),
	defineApplication(efficientnetV2("B2", 1.1, 1.2, 260)),
	defineApplication(efficientnetV2("B3", 1.2, 1.4, 300)),
	defineApplication(efficientnetV2("S", 1.0, 1.0, 384)),
	defineApplication(efficientnetV2("M", 1.0, 1.0, 480)),
	defineApplication(efficientnetV2("L", 1.0, 1.0, 480)),
];
