import { int, list, str, tuple, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";

import { type BackendCall, backendFunction, intOf, ints, itemsOf, rankOf, sizesOf, textOf } from "./define";
import { dataFormat } from "./manipulation";

const SOFTMAX = backendFunction("softmax", "x, axis=-1", (k) => {
	const [x, axis] = [k.get("x"), k.get("axis")];
	if (rankOf(x) <= 1) k.fail("softmax needs a tensor of rank 2 or more", "x", "input-rank");
	if (axis.kind === "int") return k.tf("nn.softmax", [x], { axis });
	const along = { axis, keepdims: { kind: "bool", value: true } } as const;
	const numerator = k.tf("exp", [k.binary("-", x, k.tf("reduce_max", [x], along))]);
	return k.binary("/", numerator, k.tf("reduce_sum", [numerator], along));
});

const DROPOUT = backendFunction("dropout", "x, level, noise_shape=None, seed=None", (k) =>
	k.tf("nn.dropout", [k.get("x")], { rate: k.get("level"), noise_shape: k.get("noise_shape") }),
);

function biasAxes(k: BackendCall, x: Value, sizes: readonly (number | undefined)[]): Value {
	const isFirst = dataFormat(k) === "channels_first";
	if (sizes.length === 1)
		return k.tf("nn.bias_add", [x, k.get("bias")], { data_format: str(isFirst ? "NCHW" : "NHWC") });
	const known = sizes.map((size) => int(size ?? vague("an open size of the bias")));
	const shape = isFirst ? [known.at(-1) as Value, ...known.slice(0, -1)] : known;
	return k.binary("+", x, k.tf("reshape", [k.get("bias"), tuple([int(1), ...shape])]));
}

const BIAS_ADD = backendFunction("bias_add", "x, bias, data_format=None", (k) => {
	const x = k.get("x");
	dataFormat(k);
	const sizes = sizesOf(k.get("bias"));
	if (sizes.length !== 1 && sizes.length !== rankOf(x) - 1)
		k.fail(`the bias has ${sizes.length} axes, expected 1 or ${rankOf(x) - 1}`, "bias", "input-rank");
	return biasAxes(k, x, sizes);
});

function paddingOf(k: BackendCall): string {
	const padding = textOf(k.get("padding"), "padding");
	if (padding === "same" || padding === "valid") return padding.toUpperCase();
	return k.fail(`padding must be "same" or "valid", found ${padding}`, "padding");
}

const ordered = (rank: number, isFirst: boolean): Value => {
	const spatial = Array.from({ length: rank }, (_, axis) => axis);
	return isFirst
		? ints(0, ...spatial.map((axis) => axis + 2), 1)
		: ints(0, rank + 1, ...spatial.map((axis) => axis + 1));
};

/** Runs an operation with the channels last, as Keras does where the device has nothing else. */
function channelsLast(k: BackendCall, rank: number, run: (x: Value) => Value, x = k.get("x")): Value {
	if (dataFormat(k) === "channels_last") return run(x);
	const result = run(k.tf("transpose", [x, ordered(rank, true)]));
	return k.tf("transpose", [result, ordered(rank, false)]);
}

const convolution = (rank: 1 | 2 | 3): FunctionModel => {
	const one = rank === 1 ? "1" : `(${Array(rank).fill("1").join(", ")})`;
	const text = `x, kernel, strides=${one}, padding='valid', data_format=None, dilation_rate=${one}`;
	return backendFunction(`conv${rank}d`, text, (k) => {
		dataFormat(k);
		const isCausal = rank === 1 && textOf(k.get("padding"), "padding") === "causal";
		const x = isCausal ? causal(k) : k.get("x");
		const padding = str(isCausal ? "VALID" : paddingOf(k));
		const options = { strides: k.get("strides"), padding, dilation_rate: k.get("dilation_rate") };
		const run = (input: Value) => k.tf("compat.v1.nn.convolution", [], { input, filter: k.get("kernel"), ...options });
		return channelsLast(k, rank, run, x);
	});
};

/** Pads the past of a sequence. */
function causal(k: BackendCall): Value {
	const size = sizesOf(k.get("kernel"))[0] ?? vague("the size of the kernel");
	const left = intOf(k.get("dilation_rate"), "dilation_rate") * (size - 1);
	return k.tf("pad", [k.get("x"), list([ints(0, 0), ints(left, 0), ints(0, 0)])]);
}

const around = (k: BackendCall, name: string): Value => {
	const value = k.get(name);
	if (value.kind !== "tuple" && value.kind !== "list")
		return k.fail(`${name} must be a tuple of ints`, name, "invalid-layer-argument", "TypeError");
	return tuple([int(1), ...itemsOf(value, name), int(1)]);
};

const pool = (rank: 2 | 3): FunctionModel => {
	const one = `(${Array(rank).fill("1").join(", ")})`;
	const text = `x, pool_size, strides=${one}, padding='valid', data_format=None, pool_mode='max'`;
	return backendFunction(`pool${rank}d`, text, (k) => {
		dataFormat(k);
		const [size, strides] = [around(k, "pool_size"), around(k, "strides")];
		const padding = str(paddingOf(k));
		const mode = textOf(k.get("pool_mode"), "pool_mode");
		if (mode !== "max" && mode !== "avg") return k.fail(`pool_mode must be "max" or "avg", found ${mode}`, "pool_mode");
		const target = rank === 3 ? `nn.${mode}_pool3d` : `compat.v1.nn.${mode}_pool`;
		return channelsLast(k, rank, (x) => k.tf(target, [x, size, strides], { padding }));
	});
};

const DEPTHWISE = backendFunction(
	"depthwise_conv2d",
	"x, depthwise_kernel, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1)",
	(k) => {
		const options = { strides: around(k, "strides"), padding: str(paddingOf(k)), dilations: k.get("dilation_rate") };
		return channelsLast(k, 2, (x) => k.tf("compat.v1.nn.depthwise_conv2d", [x, k.get("depthwise_kernel")], options));
	},
);

const SEPARABLE = backendFunction(
	"separable_conv2d",
	"x, depthwise_kernel, pointwise_kernel, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1)",
	(k) => {
		const options = { strides: around(k, "strides"), padding: str(paddingOf(k)), dilations: k.get("dilation_rate") };
		const kernels = [k.get("depthwise_kernel"), k.get("pointwise_kernel")];
		return channelsLast(k, 2, (x) => k.tf("compat.v1.nn.separable_conv2d", [x, ...kernels], options));
	},
);

const TRANSPOSED = backendFunction(
	"conv2d_transpose",
	"x, kernel, output_shape, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1)",
	(k) => {
		if (dataFormat(k) === "channels_first") return vague("a transposed convolution with the channels first");
		if (itemsOf(k.get("dilation_rate"), "dilation_rate").some((each) => intOf(each, "dilation_rate") !== 1))
			return vague("a dilated transposed convolution");
		const x = k.get("x");
		const wanted = itemsOf(k.get("output_shape"), "output_shape");
		const batch = wanted[0]?.kind === "none" ? [k.item(k.tf("shape", [x]), int(0)), ...wanted.slice(1)] : wanted;
		const shape = k.tf("stack", [list(batch)]);
		return k.tf("nn.conv2d_transpose", [x, k.get("kernel"), shape, around(k, "strides")], {
			padding: str(paddingOf(k)),
		});
	},
);

const L2_NORMALIZE = backendFunction("l2_normalize", "x, axis=None", (k) =>
	k.tf("linalg.l2_normalize", [k.get("x")], { axis: k.get("axis") }),
);

export const NETWORKS: readonly FunctionModel[] = [
	SOFTMAX,
	DROPOUT,
	BIAS_ADD,
	convolution(1),
	convolution(2),
	convolution(3),
	pool(2),
	pool(3),
	DEPTHWISE,
	SEPARABLE,
	TRANSPOSED,
	L2_NORMALIZE,
	backendFunction("in_top_k", "predictions, targets, k", (k) =>
		k.tf("math.in_top_k", [], { targets: k.get("targets"), predictions: k.get("predictions"), k: k.get("k") }),
	),
];
