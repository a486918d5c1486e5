import { int, list, NONE, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { type BackendCall, backendFunction, ints, intsOf, itemsOf, sizesOf } from "./define";
import { dataFormat } from "./manipulation";

/** How many windows are followed one by one. */
const MOST_WINDOWS = 4096;

/** Every position of the output, in the order of `itertools.product`. */
const positions = (sizes: readonly number[]): readonly (readonly number[])[] =>
	sizes.reduce<readonly (readonly number[])[]>(
		(found, size) => found.flatMap((head) => Array.from({ length: size }, (_, at) => [...head, at])),
		[[]],
	);

const between = (lower: Value, upper: Value): Value => ({ kind: "slice", lower, upper, step: NONE });

/** The window of the input at one position. */
function windowAt(k: BackendCall, position: readonly number[], isFirst: boolean): Value {
	const [size, strides] = [intsOf(k.get("kernel_size"), "kernel_size"), intsOf(k.get("strides"), "strides")];
	const whole = between(NONE, NONE);
	const spatial = position.map((at, axis) => {
		const start = at * (strides[axis] ?? vague("strides"));
		return between(int(start), int(start + (size[axis] ?? vague("kernel_size"))));
	});
	const slices = isFirst ? [whole, whole, ...spatial] : [whole, ...spatial, whole];
	return k.item(k.get("inputs"), { kind: "tuple", items: slices });
}

/** A convolution whose kernel differs from place to place: each window is cut out by itself. */
function localConvolution(k: BackendCall, shape: readonly number[]): Value {
	const isFirst = dataFormat(k) === "channels_first";
	const [, features, ...rest] = sizesOf(k.get("kernel"));
	const width = int(features ?? vague("the size of the kernel"));
	const channels = int(rest.at(-1) ?? vague("the filters of the kernel"));
	if (shape.reduce((total, size) => total * size, 1) > MOST_WINDOWS) vague("a local convolution of many windows");
	const windows = positions(shape).map((position) =>
		k.tf("reshape", [windowAt(k, position, isFirst), { kind: "tuple", items: [int(1), int(-1), width] }]),
	);
	const gathered = k.backend("concatenate", { tensors: list(windows), axis: int(0) });
	const output = k.backend("batch_dot", { x: gathered, y: k.get("kernel") });
	const rank = shape.length;
	const reshaped = k.tf("reshape", [output, { kind: "tuple", items: [...shape.map(int), int(-1), channels] }]);
	const spatial = shape.map((_, axis) => axis);
	const order = isFirst ? [rank, rank + 1, ...spatial] : [rank, ...spatial, rank + 1];
	return k.tf("transpose", [reshaped], { perm: ints(...order) });
}

/** `output_shape + (-1, filters)`, which takes a tuple. */
function outputShape(k: BackendCall): readonly number[] {
	const value = k.get("output_shape");
	const sizes = itemsOf(value, "output_shape");
	if (value.kind === "list")
		k.fail("output_shape must be a tuple, found a list", "output_shape", "invalid-layer-argument", "TypeError");
	return intsOf({ kind: "tuple", items: sizes }, "output_shape");
}

/** `local_conv1d` and `local_conv2d`, which only Keras 2 has. */
export const LOCAL: readonly FunctionModel[] = [
	backendFunction(
		"local_conv1d",
		"inputs, kernel, kernel_size, strides, data_format=None",
		(k) => localConvolution(k, [sizesOf(k.get("kernel"))[0] ?? vague("the size of the kernel")]),
		{ isKeras2: true },
	),
	backendFunction(
		"local_conv2d",
		"inputs, kernel, kernel_size, strides, output_shape, data_format=None",
		(k) => localConvolution(k, outputShape(k)),
		{ isKeras2: true },
	),
];
