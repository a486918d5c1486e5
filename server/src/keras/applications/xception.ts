import type { Value } from "../../domain";
import { type Application, commonSignature, defineApplication } from "./application";
import { finish, head, imageInput, inputShapeOf } from "./ends";
import type { Network } from "./network";

function separable(net: Network, x: Value, filters: number, name: string): Value {
	const y = net.separable(x, filters, 3, { padding: "same", use_bias: false, name });
	return net.batchNorm(y, `${name}_bn`);
}

/** Separable convolutions, each after an activation; the names count from `prefix_sepconv1`. */
function chain(net: Network, x: Value, filters: readonly number[], prefix: string, activatesFirst = true): Value {
	return filters.reduce((y, width, index) => {
		const name = `${prefix}_sepconv${index + 1}`;
		const before = index > 0 || activatesFirst ? net.activation(y, "relu", `${name}_act`) : y;
		return separable(net, before, width, name);
	}, x);
}

/** A block that halves the image, beside a convolution that does the same. */
function halving(net: Network, x: Value, filters: readonly number[], prefix: string, activatesFirst = true): Value {
	const width = filters.at(-1) as number;
	const residual = net.batchNorm(net.conv(x, width, 1, { strides: 2, padding: "same", use_bias: false }));
	const y = chain(net, x, filters, prefix, activatesFirst);
	return net.add([net.pool("Max", y, 3, 2, { padding: "same", name: `${prefix}_pool` }), residual]);
}

function plain(net: Network, x: Value, filters: number, strides: number, name: string): Value {
	const y = net.conv(x, filters, 3, { strides, use_bias: false, name });
	return net.activation(net.batchNorm(y, `${name}_bn`), "relu", `${name}_act`);
}

function features(net: Network, input: Value): Value {
	let x = plain(net, plain(net, input, 32, 2, "block1_conv1"), 64, 1, "block1_conv2");
	x = halving(net, x, [128, 128], "block2", false);
	x = halving(net, x, [256, 256], "block3");
	x = halving(net, x, [728, 728], "block4");
	for (let block = 5; block <= 12; block += 1) x = net.add([chain(net, x, [728, 728, 728], `block${block}`), x]);
	x = halving(net, x, [728, 1024], "block13");
	for (const [index, filters] of [1536, 2048].entries()) {
		const name = `block14_sepconv${index + 1}`;
		x = net.activation(separable(net, x, filters, name), "relu", `${name}_act`);
	}
	return x;
}

/** `keras.applications.xception`. */
const xception: Application = {
	name: "Xception",
	modules: ["xception"],
	signature: commonSignature("xception"),
	build(construction) {
		const input = imageInput(construction, inputShapeOf(construction, { defaultSize: 299, minSize: 71 }));
		const output = head(construction, features(construction.net, input), { top: "avg_pool" });
		return finish(construction, input, output, "xception");
	},
};

export const XCEPTION = [defineApplication(xception)];
