import type { Value } from "../../domain";
import { vague } from "../../interpreter/api";
import { type Application, COMMON, type Construction, defineApplication, type HiddenArguments } from "./application";
import { finish, head, imageInput, inputShapeOf, POOL_NAMES } from "./ends";
import { correctPad, makeDivisible, type Network, type Plain } from "./network";

/** Kernel size, repetitions, filters in and out, expansion, strides. */
type Stage = readonly [
	kernel: number,
	repeats: number,
	input: number,
	output: number,
	expansion: number,
	strides: number,
];

const STAGES: readonly Stage[] = [
	[3, 1, 32, 16, 1, 1],
	[3, 2, 16, 24, 6, 2],
	[5, 2, 24, 40, 6, 2],
	[3, 3, 40, 80, 6, 2],
	[5, 3, 80, 112, 6, 1],
	[5, 4, 112, 192, 6, 2],
	[3, 1, 192, 320, 6, 1],
];

const SE_RATIO = 0.25;
const STDDEV = [0.229, 0.224, 0.225];

/** What one EfficientNet differs in from another. */
interface Style {
	readonly activation: Plain;
	readonly depth: number;
	readonly dropConnect: number;
	scale(filters: number): number;
}

const activated = (net: Network, x: Value, { activation }: Style, name: string): Value =>
	net.activation(net.batchNorm(x, `${name}bn`), activation, `${name}activation`);

/** The arguments of Keras's general EfficientNet that can be reached. */
const HIDDEN: HiddenArguments = {
	defaults: { drop_connect_rate: 0.2, depth_divisor: 8, activation: "swish", blocks_args: "default" },
	taken: ["width_coefficient", "depth_coefficient", "default_size", "dropout_rate", "model_name"],
	otherwise: "TypeError",
};

/** Squeeze-and-excite; also that of EfficientNetV2. */
export function excite(
	net: Network,
	x: Value,
	[filters, reduced]: readonly [number, number],
	name: string,
	activation: Plain = "swish",
): Value {
	let y = net.layer("GlobalAveragePooling2D", x, { name: `${name}se_squeeze` });
	y = net.layer("Reshape", y, { target_shape: [1, 1, filters], name: `${name}se_reshape` });
	y = net.conv(y, reduced, 1, { padding: "same", activation, name: `${name}se_reduce` });
	y = net.conv(y, filters, 1, { padding: "same", activation: "sigmoid", name: `${name}se_expand` });
	return net.layer("Multiply", [x, y], { name: `${name}se_excite` });
}

/** The sum with what came in, under stochastic depth; also that of EfficientNetV2. */
export function residual(net: Network, x: Value, input: Value, dropRate: number, name: string): Value {
	const options = { rate: dropRate, noise_shape: [null, 1, 1, 1], name: `${name}drop` };
	const kept = dropRate > 0 ? net.layer("Dropout", x, options) : x;
	return net.add([kept, input], `${name}add`);
}

/** One block; `dropRate` is that of its residual connection. */
function block(net: Network, input: Value, stage: Stage, dropRate: number, style: Style, name: string): Value {
	const [kernel, , filtersIn, filtersOut, expansion, strides] = stage;
	const filters = filtersIn * expansion;
	let x = input;
	if (expansion !== 1) {
		x = net.conv(x, filters, 1, { padding: "same", use_bias: false, name: `${name}expand_conv` });
		x = activated(net, x, style, `${name}expand_`);
	}
	if (strides === 2) x = net.pad(x, correctPad(x, kernel), `${name}dwconv_pad`);
	const padding = strides === 2 ? "valid" : "same";
	x = net.depthwise(x, kernel, { strides, padding, use_bias: false, name: `${name}dwconv` });
	const reduced = Math.max(1, Math.trunc(filtersIn * SE_RATIO));
	x = excite(net, activated(net, x, style, name), [filters, reduced], name, style.activation);
	x = net.conv(x, filtersOut, 1, { padding: "same", use_bias: false, name: `${name}project_conv` });
	x = net.batchNorm(x, `${name}project_bn`);
	return strides === 1 && filtersIn === filtersOut ? residual(net, x, input, dropRate, name) : x;
}

/** Letters count the blocks of a stage: `block2b_`. */
export const blockName = (stage: number, at: number): string => `block${stage + 1}${String.fromCharCode(97 + at)}_`;

function stages(net: Network, input: Value, style: Style): Value {
	const { scale, dropConnect } = style;
	const repeatsOf = ([, repeats]: Stage): number => Math.ceil(style.depth * repeats);
	const total = STAGES.reduce((sum, stage) => sum + repeatsOf(stage), 0);
	let x = input;
	let done = 0;
	for (const [index, stage] of STAGES.entries()) {
		const [kernel, , filtersIn, filtersOut, expansion, strides] = stage;
		const [first, rest] = [scale(filtersIn), scale(filtersOut)];
		for (let at = 0; at < repeatsOf(stage); at += 1, done += 1) {
			const scaled: Stage = [kernel, 1, at === 0 ? first : rest, rest, expansion, at === 0 ? strides : 1];
			x = block(net, x, scaled, (dropConnect * done) / total, style, blockName(index, at));
		}
	}
	return x;
}

/** Pretrained weights bring one more rescaling. */
function preprocessed({ net, weights }: Construction, input: Value): Value {
	if (weights === "unknown") vague("whether the weights are the pretrained ones is not known");
	const x = net.layer("Normalization", net.layer("Rescaling", input, { scale: 1 / 255 }), { axis: 3 });
	return weights === "imagenet" ? net.layer("Rescaling", x, { scale: STDDEV.map((each) => 1 / Math.sqrt(each)) }) : x;
}

function readStyle({ get, number }: Construction, width: number, depth: number): Style {
	const blocks = get("blocks_args");
	if (blocks.kind !== "str" || blocks.value !== "default") vague("an EfficientNet of other blocks is not followed");
	const divisor = number("depth_divisor");
	return {
		activation: get("activation"),
		depth,
		dropConnect: number("drop_connect_rate"),
		scale: (filters) => makeDivisible(filters * width, divisor),
	};
}

/** Factors of width and depth, the default size, and the dropout of the top. */
const efficientnet = (size: number, width: number, depth: number, image: number, dropout: number): Application => ({
	name: `EfficientNetB${size}`,
	modules: ["efficientnet"],
	signature: { keras2: `${COMMON}, **kwargs`, keras3: `${COMMON}, name='efficientnetb${size}'` },
	hidden: HIDDEN,
	build(construction) {
		const { net } = construction;
		const style = readStyle(construction, width, depth);
		const input = imageInput(construction, inputShapeOf(construction, { defaultSize: image, minSize: 32 }));
		let x = preprocessed(construction, input);
		x = net.pad(x, correctPad(x, 3), "stem_conv_pad");
		x = net.conv(x, style.scale(32), 3, { strides: 2, padding: "valid", use_bias: false, name: "stem_conv" });
		x = stages(net, activated(net, x, style, "stem_"), style);
		x = net.conv(x, style.scale(1280), 1, { padding: "same", use_bias: false, name: "top_conv" });
		x = activated(net, x, style, "top_");
		const between = (y: Value) => net.layer("Dropout", y, { rate: dropout, name: "top_dropout" });
		return finish(construction, input, head(construction, x, { ...POOL_NAMES, between }), `efficientnetb${size}`);
	},
});

/** `keras.applications.efficientnet`. */
export const EFFICIENTNET = [
	defineApplication(efficientnet(0, 1.0, 1.0, 224, 0.2)),
	defineApplication(efficientnet(1, 1.0, 1.1, 240, 0.2)),
	defineApplication(efficientnet(2, 1.1, 1.2, 260, 0.3)),
	defineApplication(efficientnet(3, 1.2, 1.4, 300, 0.3)),
	defineApplication(efficientnet(4, 1.4, 1.8, 380, 0.4)),
	defineApplication(efficientnet(5, 1.6, 2.2, 456, 0.4)),
	defineApplication(efficientnet(6, 1.8, 2.6, 528, 0.5)),
	defineApplication(efficientnet(7, 2.0, 3.1, 600, 0.5)),
];
