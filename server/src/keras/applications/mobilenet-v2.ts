import { isStatic, isUnknown, type Value } from "../../domain";
import { raise } from "../../interpreter/api";
import { type Application, type Construction, defineApplication, TAKES_LAYERS } from "./application";
import { finish, head, imageInput, inputShapeOf } from "./ends";
import { type InputShape, readInputShape } from "./imagenet-utils";
import { defaultSizeOf, nameWithAlpha, rejectAlpha, sizeInName } from "./mobilenet";
import { channelsOf, correctPad, makeDivisible, type Network, sizeOf } from "./network";

const SIZES = [96, 128, 160, 192, 224];
const ALPHAS = [0.35, 0.5, 0.75, 1, 1.3, 1.4];
const NORM = { epsilon: 1e-3, momentum: 0.999 };

/** Filters, strides and repetitions of the inverted residual blocks; the first expands nothing. */
const BLOCKS = [
	[16, 1, 1],
	[24, 2, 2],
	[32, 2, 3],
	[64, 2, 4],
	[96, 1, 3],
	[160, 2, 3],
	[320, 1, 1],
] as const;

const ARGUMENTS =
	"input_shape=None, alpha=1.0, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000, classifier_activation='softmax'";

/** Keras compares one axis of the two. */
export function rejectOtherTensor({ inputTensor }: Construction, given: InputShape | undefined): void {
	if (!inputTensor || !given) return;
	const [found, wanted] = [sizeOf(inputTensor, 2), given.sizes[1]];
	if (wanted === undefined || isUnknown(found) || isUnknown(wanted)) return;
	if (isStatic(found) ? found === wanted : !isStatic(wanted)) return;
	raise({
		code: "invalid-input-shape",
		exception: "ValueError",
		message: `input_shape and input_tensor differ: their widths are ${print(wanted)} and ${print(found)}`,
		argument: "input_shape",
	});
}

const print = (size: number | object): string => (typeof size === "number" ? String(size) : "None");

function expand(net: Network, x: Value, filters: number, prefix: string): Value {
	const y = net.conv(x, filters, 1, { padding: "same", use_bias: false, name: `${prefix}expand` });
	return relu6(net, net.batchNorm(y, `${prefix}expand_BN`, NORM), `${prefix}expand_relu`);
}

const relu6 = (net: Network, x: Value, name: string): Value => net.layer("ReLU", x, { max_value: 6, name });

function block(net: Network, input: Value, filters: number, strides: number, id: number): Value {
	const prefix = id === 0 ? "expanded_conv_" : `block_${id}_`;
	const channels = channelsOf(input);
	let x = id === 0 ? input : expand(net, input, 6 * channels, prefix);
	if (strides === 2) x = net.pad(x, correctPad(x, 3), `${prefix}pad`);
	const padding = strides === 1 ? "same" : "valid";
	x = net.depthwise(x, 3, { strides, use_bias: false, padding, name: `${prefix}depthwise` });
	x = relu6(net, net.batchNorm(x, `${prefix}depthwise_BN`, NORM), `${prefix}depthwise_relu`);
	x = net.conv(x, filters, 1, { padding: "same", use_bias: false, name: `${prefix}project` });
	x = net.batchNorm(x, `${prefix}project_BN`, NORM);
	return channels === filters && strides === 1 ? net.add([input, x], `${prefix}add`) : x;
}

function features(net: Network, input: Value, alpha: number): Value {
	const first = makeDivisible(32 * alpha);
	let x = net.conv(input, first, 3, { strides: 2, padding: "same", use_bias: false, name: "Conv1" });
	x = relu6(net, net.batchNorm(x, "bn_Conv1", NORM), "Conv1_relu");
	let id = 0;
	for (const [width, strides, repeats] of BLOCKS) {
		const filters = makeDivisible(Math.trunc(width * alpha));
		for (let at = 0; at < repeats; at += 1, id += 1) x = block(net, x, filters, at === 0 ? strides : 1, id);
	}
	const last = alpha > 1 ? makeDivisible(1280 * alpha) : 1280;
	x = net.conv(x, last, 1, { use_bias: false, name: "Conv_1" });
	return relu6(net, net.batchNorm(x, "Conv_1_bn", NORM), "out_relu");
}

/** `keras.applications.mobilenet_v2`. */
const mobilenetV2: Application = {
	name: "MobileNetV2",
	modules: ["mobilenet_v2"],
	signature: { keras2: `${ARGUMENTS}, **kwargs`, keras3: `${ARGUMENTS}, name=None` },
	hidden: TAKES_LAYERS,
	build(construction) {
		const { net, inputTensor, number } = construction;
		const alpha = number("alpha");
		const given = readInputShape(construction.get("input_shape"));
		rejectOtherTensor(construction, given);
		const hint =
			given ??
			(inputTensor ? { value: inputTensor, sizes: [1, 2].map((axis) => sizeOf(inputTensor, axis)) } : undefined);
		const shape = inputShapeOf(construction, { defaultSize: defaultSizeOf(hint, SIZES), minSize: 32 }, given);
		rejectAlpha(construction, alpha, ALPHAS);
		const input = imageInput(construction, shape);
		const output = head(construction, features(net, input, alpha), {});
		return finish(
			construction,
			input,
			output,
			nameWithAlpha("mobilenetv2", alpha, sizeInName(construction, shape, SIZES)),
		);
	},
};

export const MOBILENET_V2 = [defineApplication(mobilenetV2)];
