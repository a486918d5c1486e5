import type { Value } from "../../domain";
import { type Application, commonSignature, defineApplication } from "./application";
import { finish, head, imageInput, inputShapeOf } from "./ends";
import type { Network } from "./network";

/** A convolution of a branch: filters, height, width. */
type Step = readonly [filters: number, height: number, width: number];

function conv(net: Network, x: Value, [filters, height, width]: Step, strides = 1, padding = "same"): Value {
	const y = net.conv(x, filters, [height, width], { strides, padding, use_bias: false });
	return net.activation(net.batchNorm(y, undefined, { scale: false }), "relu");
}

const chain = (net: Network, x: Value, steps: readonly Step[]): Value =>
	steps.reduce((y, step) => conv(net, y, step), x);

/** A branch whose last convolution halves the image. */
function halving(net: Network, x: Value, steps: readonly Step[]): Value {
	const last = steps.at(-1) as Step;
	return conv(net, chain(net, x, steps.slice(0, -1)), last, 2, "valid");
}

const pooledBranch = (net: Network, x: Value, filters: number): Value =>
	conv(net, net.pool("Average", x, 3, 1, { padding: "same" }), [filters, 1, 1]);

/** Branches of convolutions beside one of pooling. */
function mixed(net: Network, x: Value, branches: readonly (readonly Step[])[], pool: number, name: string): Value {
	const outputs = branches.map((steps) => chain(net, x, steps));
	return net.concat([...outputs, pooledBranch(net, x, pool)], name);
}

function reduced(net: Network, x: Value, branches: readonly (readonly Step[])[], name: string): Value {
	const outputs = branches.map((steps) => halving(net, x, steps));
	return net.concat([...outputs, net.pool("Max", x, 3, 2)], name);
}

/** `mixed0` to `mixed2`. */
const squares = (pool: number): readonly [readonly (readonly Step[])[], number] => [
	[
		[[64, 1, 1]],
		[
			[48, 1, 1],
			[64, 5, 5],
		],
		[
			[64, 1, 1],
			[96, 3, 3],
			[96, 3, 3],
		],
	],
	pool,
];

/** `mixed4` to `mixed7`: convolutions of 1 x 7 and 7 x 1. */
const sevens = (filters: number): readonly (readonly Step[])[] => [
	[[192, 1, 1]],
	[
		[filters, 1, 1],
		[filters, 1, 7],
		[192, 7, 1],
	],
	[
		[filters, 1, 1],
		[filters, 7, 1],
		[filters, 1, 7],
		[filters, 7, 1],
		[192, 1, 7],
	],
];

/** `mixed9` and `mixed10`: two of the branches fork at their end. */
function forked(net: Network, x: Value, index: number): Value {
	const fork = (y: Value, name?: string): Value => {
		const ends = [conv(net, y, [384, 1, 3]), conv(net, y, [384, 3, 1])];
		return net.concat(ends, name);
	};
	const first = conv(net, x, [320, 1, 1]);
	const second = fork(conv(net, x, [384, 1, 1]), `mixed9_${index}`);
	const third = fork(
		chain(net, x, [
			[448, 1, 1],
			[384, 3, 3],
		]),
	);
	return net.concat([first, second, third, pooledBranch(net, x, 192)], `mixed${9 + index}`);
}

function stem(net: Network, input: Value): Value {
	let x = conv(net, input, [32, 3, 3], 2, "valid");
	x = conv(net, x, [32, 3, 3], 1, "valid");
	x = net.pool("Max", conv(net, x, [64, 3, 3]), 3, 2);
	x = conv(net, x, [80, 1, 1], 1, "valid");
	return net.pool("Max", conv(net, x, [192, 3, 3], 1, "valid"), 3, 2);
}

function features(net: Network, input: Value): Value {
	let x = stem(net, input);
	for (const [index, pool] of [32, 64, 64].entries()) x = mixed(net, x, ...squares(pool), `mixed${index}`);
	const double: readonly Step[] = [
		[64, 1, 1],
		[96, 3, 3],
		[96, 3, 3],
	];
	x = reduced(net, x, [[[384, 3, 3]], double], "mixed3");
	for (const [index, filters] of [128, 160, 160, 192].entries())
		x = mixed(net, x, sevens(filters), 192, `mixed${4 + index}`);
	const across: readonly Step[] = [
		[192, 1, 1],
		[192, 1, 7],
		[192, 7, 1],
		[192, 3, 3],
	];
	const short: readonly Step[] = [
		[192, 1, 1],
		[320, 3, 3],
	];
	x = reduced(net, x, [short, across], "mixed8");
	return forked(net, forked(net, x, 0), 1);
}

/** `keras.applications.inception_v3`. */
const inceptionV3: Application = {
	name: "InceptionV3",
	modules: ["inception_v3"],
	signature: commonSignature("inception_v3"),
	build(construction) {
		const input = imageInput(construction, inputShapeOf(construction, { defaultSize: 299, minSize: 75 }));
		const output = head(construction, features(construction.net, input), { top: "avg_pool" });
		return finish(construction, input, output, "inception_v3");
	},
};

export const INCEPTION_V3 = [defineApplication(inceptionV3)];
