import type { Value } from "../../domain";
import { vague } from "../../interpreter/api";
import { sourcesOf } from "../engine/graph";
import { nextUid } from "../engine/naming";
import { type Application, type Construction, defineApplication } from "./application";
import { imageInput, inputShapeOf, pooled } from "./ends";
import { validateActivation } from "./imagenet-utils";
import type { Network } from "./network";

/** Depths and widths of the four stages, and how many channels are a group; Y has squeeze-and-excite, X has not. */
type Config = readonly [depths: readonly number[], widths: readonly number[], group: number];

const CONFIGS: Readonly<Record<string, Config>> = {
	X002: [[1, 1, 4, 7], [24, 56, 152, 368], 8],
	X004: [[1, 2, 7, 12], [32, 64, 160, 384], 16],
	X006: [[1, 3, 5, 7], [48, 96, 240, 528], 24],
	X008: [[1, 3, 7, 5], [64, 128, 288, 672], 16],
	X016: [[2, 4, 10, 2], [72, 168, 408, 912], 24],
	X032: [[2, 6, 15, 2], [96, 192, 432, 1008], 48],
	X040: [[2, 5, 14, 2], [80, 240, 560, 1360], 40],
	X064: [[2, 4, 10, 1], [168, 392, 784, 1624], 56],
	X080: [[2, 5, 15, 1], [80, 240, 720, 1920], 120],
	X120: [[2, 5, 11, 1], [224, 448, 896, 2240], 112],
	X160: [[2, 6, 13, 1], [256, 512, 896, 2048], 128],
	X320: [[2, 7, 13, 1], [336, 672, 1344, 2520], 168],
	Y002: [[1, 1, 4, 7], [24, 56, 152, 368], 8],
	Y004: [[1, 3, 6, 6], [48, 104, 208, 440], 8],
	Y006: [[1, 3, 7, 4], [48, 112, 256, 608], 16],
	Y008: [[1, 3, 8, 2], [64, 128, 320, 768], 16],
	Y016: [[2, 6, 17, 2], [48, 120, 336, 888], 24],
	Y032: [[2, 5, 13, 1], [72, 216, 576, 1512], 24],
	Y040: [[2, 6, 12, 2], [128, 192, 512, 1088], 64],
	Y064: [[2, 7, 14, 2], [144, 288, 576, 1296], 72],
	Y080: [[2, 4, 10, 1], [168, 448, 896, 2016], 56],
	Y120: [[2, 5, 11, 1], [224, 448, 896, 2240], 112],
	Y160: [[2, 4, 11, 1], [224, 448, 1232, 3024], 112],
	Y320: [[2, 5, 12, 1], [232, 696, 1392, 3712], 232],
};

const NORM = { momentum: 0.9, epsilon: 1e-5 };

function excite(net: Network, x: Value, filters: number, reduced: number, prefix: string): Value {
	const name = `${prefix}_squeeze_and_excite`;
	let y = net.layer("GlobalAveragePooling2D", x, { keepdims: true, name: `${name}_gap` });
	y = net.conv(y, reduced, 1, { activation: "relu", name: `${name}_squeeze` });
	y = net.conv(y, filters, 1, { activation: "sigmoid", name: `${name}_excite` });
	return net.operate("*", y, x);
}

interface BlockSize {
	readonly input: number;
	readonly output: number;
	readonly group: number;
	readonly strides: number;
	readonly excites: boolean;
}

function block(net: Network, input: Value, size: BlockSize, name: string): Value {
	const { output, strides } = size;
	const normalized = (x: Value, own: string) => net.batchNorm(x, `${name}_${own}_bn`, NORM);
	const conv = (x: Value, own: string) =>
		normalized(net.conv(x, output, 1, { use_bias: false, name: `${name}_${own}` }), own);
	const options = { strides, use_bias: false, name: `${name}_skip_1x1` };
	const skip = strides === 1 ? input : net.batchNorm(net.conv(input, output, 1, options), `${name}_skip_bn`, NORM);
	let x = net.layer("ReLU", conv(input, "conv_1x1_1"), { name: `${name}_conv_1x1_1_relu` });
	const groups = Math.floor(output / size.group);
	x = net.conv(x, output, 3, { use_bias: false, strides, groups, padding: "same", name: `${name}_conv_3x3` });
	x = net.layer("ReLU", normalized(x, "conv_3x3"), { name: `${name}_conv_3x3_relu` });
	if (size.excites) x = excite(net, x, output, Math.trunc(size.input * 0.25), name);
	x = conv(x, "conv_1x1_2");
	return net.layer("ReLU", net.operate("+", x, skip), { name: `${name}_exit_relu` });
}

function features(net: Network, input: Value, kind: string, [depths, widths, group]: Config, name: string): Value {
	const options = { strides: 2, use_bias: false, padding: "same", name: `${name}_stem_conv` };
	let x = net.batchNorm(net.conv(input, 32, 3, options), `${name}_stem_bn`, NORM);
	x = net.layer("ReLU", x, { name: `${name}_stem_relu` });
	let channels = 32;
	for (const [stage, depth] of depths.entries()) {
		const output = widths[stage] as number;
		for (let at = 0; at < depth; at += 1) {
			const size = { input: channels, output, group, strides: at === 0 ? 2 : 1, excites: kind === "Y" };
			x = block(net, x, size, `${name}_Stage_${stage}_${kind}Block_${at}`);
			channels = output;
		}
	}
	return x;
}

/** The classifier has no activation. */
function top(construction: Construction, x: Value): Value {
	const { net, get, weights, includeTop } = construction;
	if (!includeTop) return pooled(construction, x, {});
	const uid = nextUid("head", net.machine, net.world);
	const y = net.layer("GlobalAveragePooling2D", x, { name: `${uid}_head_gap` });
	const output = net.layer("Dense", y, { units: get("classes"), name: `${uid}head_dense` });
	validateActivation(get("classifier_activation"), weights);
	return output;
}

const regnet = (size: string, config: Config): Application => ({
	name: `RegNet${size}`,
	modules: ["regnet"],
	worlds: ["keras2"],
	signature: `model_name='regnet${size.toLowerCase()}', include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax'`,
	build(construction) {
		const { net, get, inputTensor } = construction;
		const given = get("model_name");
		const name = given.kind === "str" && given.value !== undefined ? given.value : vague("model_name is not known");
		const image = imageInput(construction, inputShapeOf(construction, { defaultSize: 224, minSize: 32 }));
		// A given tensor only leads to the source that the model begins with.
		const inputs = inputTensor ? (sourcesOf(inputTensor)[0] ?? vague("where the input_tensor comes from")) : image;
		const options = { scale: 1 / 255, name: `${name}_prestem_rescaling` };
		const start = construction.isTrue("include_preprocessing") ? net.layer("Rescaling", inputs, options) : inputs;
		const x = features(net, start, size.charAt(0), config, name);
		return net.make("Model", [], { inputs, outputs: top(construction, x), name });
	},
});

/** `keras.applications.regnet`, which only Keras 2 has. */
export const REGNET = Object.entries(CONFIGS).map(([size, config]) => defineApplication(regnet(size, config)));
