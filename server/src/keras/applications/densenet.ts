import type { Value } from "../../domain";
import { type Application, commonSignature, defineApplication } from "./application";
import { finish, head, imageInput, inputShapeOf, POOL_NAMES } from "./ends";
import { channelsOf, type Network } from "./network";

const GROWTH = 32;
const EPSILON = { epsilon: 1.001e-5 };

const normalized = (net: Network, x: Value, norm: string, relu: string): Value =>
	net.activation(net.batchNorm(x, norm, EPSILON), "relu", relu);

/** Each layer of a dense block adds `GROWTH` channels to all that came before. */
function denseBlock(net: Network, x: Value, depth: number, prefix: string): Value {
	let y = x;
	for (let at = 1; at <= depth; at += 1) {
		const name = `${prefix}_block${at}`;
		let added = normalized(net, y, `${name}_0_bn`, `${name}_0_relu`);
		added = net.conv(added, 4 * GROWTH, 1, { use_bias: false, name: `${name}_1_conv` });
		added = normalized(net, added, `${name}_1_bn`, `${name}_1_relu`);
		added = net.conv(added, GROWTH, 3, { padding: "same", use_bias: false, name: `${name}_2_conv` });
		y = net.concat([y, added], `${name}_concat`);
	}
	return y;
}

/** Half the channels, half the size. */
function transition(net: Network, x: Value, name: string): Value {
	const y = normalized(net, x, `${name}_bn`, `${name}_relu`);
	const filters = Math.trunc(channelsOf(y) / 2);
	return net.pool("Average", net.conv(y, filters, 1, { use_bias: false, name: `${name}_conv` }), 2, 2, {
		name: `${name}_pool`,
	});
}

function stem(net: Network, input: Value): Value {
	const slash = net.world === "keras2" ? "/" : "_";
	const border = (size: number) => [
		[size, size],
		[size, size],
	];
	let x = net.conv(net.pad(input, border(3)), 64, 7, { strides: 2, use_bias: false, name: `conv1${slash}conv` });
	x = normalized(net, x, `conv1${slash}bn`, `conv1${slash}relu`);
	return net.pool("Max", net.pad(x, border(1)), 3, 2, { name: "pool1" });
}

const densenet = (name: string, depths: readonly number[]): Application => ({
	name,
	modules: ["densenet"],
	signature: commonSignature(name.toLowerCase()),
	build(construction) {
		const { net } = construction;
		const input = imageInput(construction, inputShapeOf(construction, { defaultSize: 224, minSize: 32 }));
		let x = stem(net, input);
		for (const [index, depth] of depths.entries()) {
			x = denseBlock(net, x, depth, `conv${index + 2}`);
			if (index + 1 < depths.length) x = transition(net, x, `pool${index + 2}`);
		}
		const output = head(construction, normalized(net, x, "bn", "relu"), POOL_NAMES);
		return finish(construction, input, output, name.toLowerCase());
	},
});

/** `keras.applications.densenet`. */
export const DENSENET = [
	defineApplication(densenet("DenseNet121", [6, 12, 24, 16])),
	defineApplication(densenet("DenseNet169", [6, 12, 32, 32])),
	defineApplication(densenet("DenseNet201", [6, 12, 48, 32])),
];
