import { isStatic, type Value, type World } from "../../domain";
import { raise, toText } from "../../interpreter/api";
import { type Application, type Construction, defineApplication } from "./application";
import { finish, imageInput, POOL_NAMES, pooled } from "./ends";
import { anySize, type InputShape, readInputShape, shapeOf, validateActivation } from "./imagenet-utils";
import { rejectOtherTensor } from "./mobilenet-v2";
import { channelsOf, correctPad, makeDivisible, type Network, sizeOf } from "./network";

/** Which activation a block has; the minimalistic models know only ReLU. */
type Act = "relu" | "swish";
/** Expansion, filters, kernel size (5 is 3 in a minimalistic model), strides, squeeze-and-excite, activation. */
type Block = readonly [expansion: number, filters: number, kernel: number, strides: number, excites: boolean, act: Act];

const SMALL: readonly Block[] = [
	[1, 16, 3, 2, true, "relu"],
	[72 / 16, 24, 3, 2, false, "relu"],
	[88 / 24, 24, 3, 1, false, "relu"],
	[4, 40, 5, 2, true, "swish"],
	[6, 40, 5, 1, true, "swish"],
	[6, 40, 5, 1, true, "swish"],
	[3, 48, 5, 1, true, "swish"],
	[3, 48, 5, 1, true, "swish"],
	[6, 96, 5, 2, true, "swish"],
	[6, 96, 5, 1, true, "swish"],
	[6, 96, 5, 1, true, "swish"],
];

const LARGE: readonly Block[] = [
	[1, 16, 3, 1, false, "relu"],
	[4, 24, 3, 2, false, "relu"],
	[3, 24, 3, 1, false, "relu"],
	[3, 40, 5, 2, true, "relu"],
	[3, 40, 5, 1, true, "relu"],
	[3, 40, 5, 1, true, "relu"],
	[6, 80, 3, 2, false, "swish"],
	[2.5, 80, 3, 1, false, "swish"],
	[2.3, 80, 3, 1, false, "swish"],
	[2.3, 80, 3, 1, false, "swish"],
	[6, 112, 3, 1, true, "swish"],
	[6, 112, 3, 1, true, "swish"],
	[6, 160, 5, 2, true, "swish"],
	[6, 160, 5, 1, true, "swish"],
	[6, 160, 5, 1, true, "swish"],
];

const ARGUMENTS =
	"input_shape=None, alpha=1.0, minimalistic=False, include_top=True, weights='imagenet', input_tensor=None, classes=1000, pooling=None, dropout_rate=0.2, classifier_activation='softmax', include_preprocessing=True";

const NORM = { epsilon: 1e-3, momentum: 0.999 };

/** The two Kerases spell the layers' names differently. */
interface Names {
	readonly conv: string;
	/** Added to the name of what is normalized. */
	readonly norm: string;
	readonly logits: string;
	readonly predictions: string;
	/** Ends the prefix of a block. */
	readonly slash: string;
	readonly pad: string;
	readonly excite: Readonly<Record<"pool" | "reduce" | "relu" | "expand" | "multiply", string>>;
	readonly add: string;
}

const NAMES: Readonly<Record<World, Names>> = {
	keras2: {
		conv: "Conv",
		norm: "/BatchNorm",
		logits: "Logits",
		predictions: "Predictions",
		slash: "/",
		pad: "depthwise/pad",
		excite: { pool: "AvgPool", reduce: "Conv", relu: "Relu", expand: "Conv_1", multiply: "Mul" },
		add: "Add",
	},
	keras3: {
		conv: "conv",
		norm: "_bn",
		logits: "logits",
		predictions: "predictions",
		slash: "_",
		pad: "depthwise_pad",
		excite: { pool: "avg_pool", reduce: "conv", relu: "relu", expand: "conv_1", multiply: "mul" },
		add: "add",
	},
};

const hardSigmoid = (net: Network, x: Value): Value =>
	net.operate("*", net.layer("ReLU", net.operate("+", x, THREE), { max_value: 6 }), 1 / 6);

const THREE: Value = { kind: "float", value: 3 };

/** Keras 3 has a hard swish; Keras 2 multiplies. */
function activate(net: Network, x: Value, act: Act): Value {
	if (act === "relu") return net.layer("ReLU", x);
	return net.world === "keras3" ? net.activation(x, "hard_swish") : net.layer("Multiply", [x, hardSigmoid(net, x)]);
}

function excite(net: Network, x: Value, filters: number, prefix: string): Value {
	const { slash, excite: names } = NAMES[net.world];
	const name = (part: keyof Names["excite"]) => `${prefix}squeeze_excite${slash}${names[part]}`;
	let y = net.layer("GlobalAveragePooling2D", x, { keepdims: true, name: name("pool") });
	y = net.conv(y, makeDivisible(filters * 0.25), 1, { padding: "same", name: name("reduce") });
	y = net.conv(net.layer("ReLU", y, { name: name("relu") }), filters, 1, { padding: "same", name: name("expand") });
	return net.layer("Multiply", [x, hardSigmoid(net, y)], { name: name("multiply") });
}

interface Style {
	readonly alpha: number;
	readonly minimalistic: boolean;
}

function block(net: Network, input: Value, parts: Block, id: number, { alpha, minimalistic }: Style): Value {
	const [expansion, width, kernelSize, strides, excites, act] = parts;
	const { slash, norm, pad, add } = NAMES[net.world];
	const prefix = id === 0 ? `expanded_conv${slash}` : `expanded_conv_${id}${slash}`;
	const kernel = minimalistic ? 3 : kernelSize;
	const style = minimalistic ? "relu" : act;
	const channels = channelsOf(input);
	const expanded = makeDivisible(channels * expansion);
	const filters = makeDivisible(width * alpha);
	const normalized = (y: Value, name: string) => net.batchNorm(y, `${prefix}${name}${norm}`, NORM);
	let x = input;
	if (id > 0) {
		x = net.conv(x, expanded, 1, { padding: "same", use_bias: false, name: `${prefix}expand` });
		x = activate(net, normalized(x, "expand"), style);
	}
	if (strides === 2) x = net.pad(x, correctPad(x, kernel), prefix + pad);
	const padding = strides === 1 ? "same" : "valid";
	x = net.depthwise(x, kernel, { strides, padding, use_bias: false, name: `${prefix}depthwise` });
	x = activate(net, normalized(x, "depthwise"), style);
	if (excites && !minimalistic) x = excite(net, x, expanded, prefix);
	x = net.conv(x, filters, 1, { padding: "same", use_bias: false, name: `${prefix}project` });
	x = normalized(x, "project");
	return strides === 1 && channels === filters ? net.add([input, x], prefix + add) : x;
}

/** `input_shape` by the rules of this family: nothing asks for a static shape, and the tensor may give it. */
function readShape(construction: Construction): InputShape {
	const { inputTensor, call } = construction;
	const given = readInputShape(construction.get("input_shape"));
	rejectOtherTensor(construction, given);
	const shape =
		given ??
		(inputTensor
			? shapeOf([sizeOf(inputTensor, 2), sizeOf(inputTensor, 1), 3])
			: shapeOf([...anySize(call.args.origin), 3]));
	const [rows, columns] = shape.sizes;
	if (rows === undefined || columns === undefined) {
		raise({
			code: "invalid-input-shape",
			exception: "IndexError",
			message: "input_shape must have three sizes",
			argument: "input_shape",
		});
	}
	const isKnown = isStatic(rows) && isStatic(columns) && rows > 0 && columns > 0;
	if (isKnown && Math.min(rows, columns) < 32) {
		raise({
			code: "invalid-input-shape",
			exception: "ValueError",
			message: `input_shape must be at least 32 x 32, found ${toText(shape.value) ?? "?"}`,
			argument: "input_shape",
		});
	}
	return shape;
}

function rejectAlpha({ weights }: Construction, { alpha, minimalistic }: Style): void {
	if (weights !== "imagenet" || alpha === 1 || (alpha === 0.75 && !minimalistic)) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `there are pretrained weights for alpha=1.0, and 0.75 unless minimalistic, found ${alpha}`,
		argument: "alpha",
	});
}

function top(construction: Construction, x: Value, last: number, act: Act): Value {
	const { net, get, weights } = construction;
	const { conv, logits, predictions } = NAMES[net.world];
	const activation = get("classifier_activation");
	let y = net.layer("GlobalAveragePooling2D", x, { keepdims: true });
	y = activate(net, net.conv(y, last, 1, { padding: "same", use_bias: true, name: `${conv}_2` }), act);
	if (construction.number("dropout_rate") > 0) y = net.layer("Dropout", y, { rate: get("dropout_rate") });
	y = net.layer("Flatten", net.conv(y, get("classes"), 1, { padding: "same", name: logits }));
	validateActivation(activation, weights);
	return net.activation(y, activation, predictions);
}

function build(construction: Construction, blocks: readonly Block[], points: number, name: string): Value {
	const { net, includeTop, isTrue, number } = construction;
	const { conv, norm } = NAMES[net.world];
	const style: Style = { alpha: number("alpha"), minimalistic: isTrue("minimalistic") };
	const shape = readShape(construction);
	rejectAlpha(construction, style);
	const act: Act = style.minimalistic ? "relu" : "swish";
	const input = imageInput(construction, shape);
	const normalized = (y: Value, of: string) => activate(net, net.batchNorm(y, of + norm, NORM), act);
	let x = isTrue("include_preprocessing")
		? net.layer("Rescaling", input, { scale: 1 / 127.5, offset: MINUS_ONE })
		: input;
	x = normalized(net.conv(x, 16, 3, { strides: 2, padding: "same", use_bias: false, name: conv }), conv);
	for (const [id, parts] of blocks.entries()) x = block(net, x, parts, id, style);
	const width = makeDivisible(channelsOf(x) * 6);
	x = normalized(net.conv(x, width, 1, { padding: "same", use_bias: false, name: `${conv}_1` }), `${conv}_1`);
	const last = style.alpha > 1 ? makeDivisible(points * style.alpha) : points;
	const output = includeTop ? top(construction, x, last, act) : pooled(construction, x, POOL_NAMES);
	return finish(construction, input, output, name);
}

const MINUS_ONE: Value = { kind: "float", value: -1 };

const mobilenetV3 = (kind: "Small" | "Large", blocks: readonly Block[], points: number): Application => ({
	name: `MobileNetV3${kind}`,
	modules: [],
	signature: { keras2: ARGUMENTS, keras3: `${ARGUMENTS}, name='MobileNetV3${kind}'` },
	build: (construction) => build(construction, blocks, points, `MobilenetV3${kind.toLowerCase()}`),
});

/** `keras.applications.MobileNetV3Small` and `MobileNetV3Large`. */
export const MOBILENET_V3 = [
	defineApplication(mobilenetV3("Small", SMALL, 1024)),
	defineApplication(mobilenetV3("Large", LARGE, 1280)),
];
