import type { Value, World } from "../../domain";
import { type Application, COMMON, commonSignature, defineApplication, type HiddenArguments } from "./application";
import { finish, head, imageInput, inputShapeOf, POOL_NAMES } from "./ends";
import type { Network } from "./network";

const EPSILON = { epsilon: 1.001e-5 };
const FILTERS = [64, 128, 256, 512];

const normalized = (net: Network, x: Value, name: string): Value =>
	net.activation(net.batchNorm(x, `${name}_bn`, EPSILON), "relu", `${name}_relu`);

/** Bottleneck of version 1: the activation comes after the sum. */
function blockV1(net: Network, x: Value, filters: number, strides: number, project: boolean, name: string): Value {
	const shortcut = project
		? net.batchNorm(net.conv(x, 4 * filters, 1, { strides, name: `${name}_0_conv` }), `${name}_0_bn`, EPSILON)
		: x;
	let y = normalized(net, net.conv(x, filters, 1, { strides, name: `${name}_1_conv` }), `${name}_1`);
	y = normalized(net, net.conv(y, filters, 3, { padding: "SAME", name: `${name}_2_conv` }), `${name}_2`);
	y = net.batchNorm(net.conv(y, 4 * filters, 1, { name: `${name}_3_conv` }), `${name}_3_bn`, EPSILON);
	return net.activation(net.add([shortcut, y], `${name}_add`), "relu", `${name}_out`);
}

function stackV1(net: Network, x: Value, filters: number, depth: number, strides: number, name: string): Value {
	let y = blockV1(net, x, filters, strides, true, `${name}_block1`);
	for (let at = 2; at <= depth; at += 1) y = blockV1(net, y, filters, 1, false, `${name}_block${at}`);
	return y;
}

/** Bottleneck of version 2: normalization and activation come first. */
function blockV2(net: Network, x: Value, filters: number, strides: number, project: boolean, name: string): Value {
	const before = normalized(net, x, `${name}_preact`);
	const kept = strides > 1 ? net.layer("MaxPooling2D", x, { pool_size: 1, strides }) : x;
	const shortcut = project ? net.conv(before, 4 * filters, 1, { strides, name: `${name}_0_conv` }) : kept;
	let y = net.conv(before, filters, 1, { strides: 1, use_bias: false, name: `${name}_1_conv` });
	y = net.pad(
		normalized(net, y, `${name}_1`),
		[
			[1, 1],
			[1, 1],
		],
		`${name}_2_pad`,
	);
	y = normalized(net, net.conv(y, filters, 3, { strides, use_bias: false, name: `${name}_2_conv` }), `${name}_2`);
	return net.add([shortcut, net.conv(y, 4 * filters, 1, { name: `${name}_3_conv` })], `${name}_out`);
}

/** The last block of a stack has the strides. */
function stackV2(net: Network, x: Value, filters: number, depth: number, strides: number, name: string): Value {
	let y = blockV2(net, x, filters, 1, true, `${name}_block1`);
	for (let at = 2; at < depth; at += 1) y = blockV2(net, y, filters, 1, false, `${name}_block${at}`);
	return blockV2(net, y, filters, strides, false, `${name}_block${depth}`);
}

function stem(net: Network, input: Value, isV2: boolean): Value {
	const border = (size: number) => [
		[size, size],
		[size, size],
	];
	let x = net.conv(net.pad(input, border(3), "conv1_pad"), 64, 7, { strides: 2, name: "conv1_conv" });
	if (!isV2) x = normalized(net, x, "conv1");
	return net.pool("Max", net.pad(x, border(1), "pool1_pad"), 3, 2, { name: "pool1_pool" });
}

const HIDDEN: HiddenArguments = {
	defaults: { layers: null, classifier_activation: "softmax" },
	taken: ["stack_fn", "preact", "use_bias", "model_name"],
	otherwise: "ValueError",
};

const signatureOf = (name: string, isV2: boolean): Readonly<Record<World, string>> => ({
	...(commonSignature(name) as Readonly<Record<World, string>>),
	...(isV2 ? {} : { keras2: COMMON.replace(/classifier_activation=.*/, "**kwargs") }),
});

/** `depths` are the blocks of each of the four stacks. */
const resnet = (name: string, modules: readonly string[], depths: readonly number[]): Application => {
	const isV2 = name.endsWith("V2");
	const modelName = name.toLowerCase();
	return {
		name,
		modules,
		signature: signatureOf(modelName, isV2),
		hidden: HIDDEN,
		build(construction) {
			const { net } = construction;
			const input = imageInput(construction, inputShapeOf(construction, { defaultSize: 224, minSize: 32 }));
			let x = stem(net, input, isV2);
			for (const [index, depth] of depths.entries()) {
				const stack = isV2 ? stackV2 : stackV1;
				const strides = index === (isV2 ? 3 : 0) ? 1 : 2;
				x = stack(net, x, FILTERS[index] as number, depth, strides, `conv${index + 2}`);
			}
			if (isV2) x = normalized(net, x, "post");
			return finish(construction, input, head(construction, x, POOL_NAMES), modelName);
		},
	};
};

const DEPTHS = { 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3] } as const;

/** `keras.applications.resnet`, `resnet50` and `resnet_v2`. */
export const RESNET = [
	defineApplication(resnet("ResNet50", ["resnet", "resnet50"], DEPTHS[50])),
	defineApplication(resnet("ResNet101", ["resnet"], DEPTHS[101])),
	defineApplication(resnet("ResNet152", ["resnet"], DEPTHS[152])),
	defineApplication(resnet("ResNet50V2", ["resnet_v2"], DEPTHS[50])),
	defineApplication(resnet("ResNet101V2", ["resnet_v2"], DEPTHS[101])),
	defineApplication(resnet("ResNet152V2", ["resnet_v2"], DEPTHS[152])),
];
