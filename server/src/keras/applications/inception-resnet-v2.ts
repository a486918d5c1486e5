import type { Value } from "../../domain";
import { type ClassModel, vague } from "../../interpreter/api";
import { defineLayer } from "../engine/define-layer";
import { flattenSpecs } from "../engine/structure";
import { type Application, COMMON, defineApplication, TAKES_LAYERS } from "./application";
import { finish, head, imageInput, inputShapeOf } from "./ends";
import { channelsOf, type Network, type Plain } from "./network";

type Step = readonly [filters: number, kernelSize: Plain];

/** `inputs[0] + inputs[1] * scale`, of two tensors of one shape. */
export const CustomScaleLayer: ClassModel = {
	...defineLayer({
		name: "CustomScaleLayer",
		signature: "scale, **kwargs",
		callSignature: "inputs",
		manyInputs: true,
		configure: () => ({}),
		call: (_config, { input }) => flattenSpecs(input)[0] ?? vague("nothing to scale"),
	}),
	name: "keras.src.applications.inception_resnet_v2.CustomScaleLayer",
};

/** Names count on where none is given. */
function conv(net: Network, x: Value, [filters, size]: Step, strides = 1, padding = "same", name?: string): Value {
	const y = net.conv(x, filters, size, { strides, padding, use_bias: false, name });
	const normalized = net.batchNorm(y, name && `${name}_bn`, { scale: false });
	return net.activation(normalized, "relu", name && `${name}_ac`);
}

const chain = (net: Network, x: Value, steps: readonly Step[]): Value =>
	steps.reduce((y, step) => conv(net, y, step), x);

function halving(net: Network, x: Value, steps: readonly Step[]): Value {
	return conv(net, chain(net, x, steps.slice(0, -1)), steps.at(-1) as Step, 2, "valid");
}

/** Branches of the three kinds of residual blocks. */
const BRANCHES: Readonly<Record<string, readonly (readonly Step[])[]>> = {
	block35: [
		[[32, 1]],
		[
			[32, 1],
			[32, 3],
		],
		[
			[32, 1],
			[48, 3],
			[64, 3],
		],
	],
	block17: [
		[[192, 1]],
		[
			[128, 1],
			[160, [1, 7]],
			[192, [7, 1]],
		],
	],
	block8: [
		[[192, 1]],
		[
			[192, 1],
			[224, [1, 3]],
			[256, [3, 1]],
		],
	],
};

function block(net: Network, x: Value, kind: string, id: number, scale: Plain, activates = true): Value {
	const name = `${kind}_${id}`;
	const outputs = (BRANCHES[kind] ?? []).map((steps) => chain(net, x, steps));
	const mixed = net.concat(outputs, `${name}_mixed`);
	const up = net.conv(mixed, channelsOf(x), 1, { padding: "same", use_bias: true, name: `${name}_conv` });
	const sum = net.call(net.make("src.applications.inception_resnet_v2.CustomScaleLayer", [scale]), [x, up]);
	return activates ? net.activation(sum, "relu", `${name}_ac`) : sum;
}

function repeat(net: Network, x: Value, kind: string, count: number, scale: number): Value {
	let y = x;
	for (let id = 1; id <= count; id += 1) y = block(net, y, kind, id, scale);
	return y;
}

function stem(net: Network, input: Value): Value {
	let x = conv(net, input, [32, 3], 2, "valid");
	x = conv(net, conv(net, x, [32, 3], 1, "valid"), [64, 3]);
	x = conv(net, net.pool("Max", x, 3, 2), [80, 1], 1, "valid");
	return net.pool("Max", conv(net, x, [192, 3], 1, "valid"), 3, 2);
}

function mixed5b(net: Network, x: Value): Value {
	const branches: readonly (readonly Step[])[] = [
		[[96, 1]],
		[
			[48, 1],
			[64, 5],
		],
		[
			[64, 1],
			[96, 3],
			[96, 3],
		],
	];
	const outputs = branches.map((steps) => chain(net, x, steps));
	const pooled = conv(net, net.pool("Average", x, 3, 1, { padding: "same" }), [64, 1]);
	return net.concat([...outputs, pooled], "mixed_5b");
}

function reduced(net: Network, x: Value, branches: readonly (readonly Step[])[], name: string): Value {
	const outputs = branches.map((steps) => halving(net, x, steps));
	return net.concat([...outputs, net.pool("Max", x, 3, 2, { padding: "valid" })], name);
}

const MIXED_6A: readonly (readonly Step[])[] = [
	[[384, 3]],
	[
		[256, 1],
		[256, 3],
		[384, 3],
	],
];

const MIXED_7A: readonly (readonly Step[])[] = [
	[
		[256, 1],
		[384, 3],
	],
	[
		[256, 1],
		[288, 3],
	],
	[
		[256, 1],
		[288, 3],
		[320, 3],
	],
];

function features(net: Network, input: Value): Value {
	let x = repeat(net, mixed5b(net, stem(net, input)), "block35", 10, 0.17);
	x = repeat(net, reduced(net, x, MIXED_6A, "mixed_6a"), "block17", 20, 0.1);
	x = repeat(net, reduced(net, x, MIXED_7A, "mixed_7a"), "block8", 9, 0.2);
	x = block(net, x, "block8", 10, { kind: "float", value: 1 }, false);
	return conv(net, x, [1536, 1], 1, "same", "conv_7b");
}

/** `keras.applications.inception_resnet_v2`. */
const inceptionResnetV2: Application = {
	name: "InceptionResNetV2",
	modules: ["inception_resnet_v2"],
	signature: { keras2: `${COMMON}, **kwargs`, keras3: `${COMMON}, name='inception_resnet_v2'` },
	hidden: TAKES_LAYERS,
	build(construction) {
		const input = imageInput(construction, inputShapeOf(construction, { defaultSize: 299, minSize: 75 }));
		const output = head(construction, features(construction.net, input), { top: "avg_pool" });
		return finish(construction, input, output, "inception_resnet_v2");
	},
};

export const INCEPTION_RESNET_V2 = [defineApplication(inceptionResnetV2), CustomScaleLayer];
