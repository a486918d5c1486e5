import {
	type Dim,
	float,
	isNone,
	isStatic,
	isUnknown,
	type LibraryValue,
	library,
	NONE,
	type TensorValue,
	tuple,
	type Value,
	type World,
} from "../../domain";
import { type CallArguments, type LibraryCall, type Machine, raise, vague } from "../../interpreter/api";

/** An argument as TypeScript has it: an array is a tuple, a number that is whole an int, `null` None. */
export type Plain = number | string | boolean | null | Value | readonly Plain[];
export type Options = Readonly<Record<string, Plain | undefined>>;

/** What an application is built with: layers of Keras, made and called at the call of the application. */
export interface Network {
	readonly world: World;
	readonly machine: Machine;
	/** Makes an object of the class or calls the function `keras.<name>`; vague when the outcome is not known. */
	make(name: string, positional: readonly Plain[], options?: Options): Value;
	/** Calls a layer or a model. */
	call(layer: Value, input: Value | readonly Value[]): Value;
	/** A new layer of the class `keras.layers.<name>`, called on the input. */
	layer(name: string, input: Value | readonly Value[], options?: Options): Value;
	conv(x: Value, filters: Plain, kernelSize: Plain, options?: Options): Value;
	depthwise(x: Value, kernelSize: Plain, options?: Options): Value;
	separable(x: Value, filters: Plain, kernelSize: Plain, options?: Options): Value;
	batchNorm(x: Value, name?: string, options?: Options): Value;
	activation(x: Value, activation: Plain, name?: string): Value;
	pad(x: Value, padding: Plain, name?: string): Value;
	/** The last two arguments of the pooling layers of two dimensions. */
	pool(kind: "Max" | "Average", x: Value, size: number, strides: number, options?: Options): Value;
	/** An automatic name, or the given one. */
	concat(inputs: readonly Value[], name?: string): Value;
	add(inputs: readonly Value[], name?: string): Value;
	/** `left op right`. */
	operate(op: "+" | "*", left: Value, right: Plain): Value;
}

export function toValue(plain: Plain): Value {
	if (plain === null) return NONE;
	if (typeof plain === "string") return { kind: "str", value: plain };
	if (typeof plain === "boolean") return { kind: "bool", value: plain };
	if (typeof plain === "number") return Number.isInteger(plain) ? { kind: "int", value: plain } : float(plain);
	if (isSequence(plain)) return tuple(plain.map(toValue));
	return plain;
}

const isSequence = (plain: Value | readonly Plain[]): plain is readonly Plain[] => Array.isArray(plain);

/** The layers belong to the call of the application: a problem in one is shown there. */
export function createNetwork({ machine, world, args: { origin } }: LibraryCall): Network {
	const names = new Map<string, LibraryValue>();
	const nameOf = (name: string): LibraryValue => {
		const known = names.get(name) ?? library(`keras.${name}`, world);
		names.set(name, known);
		return known;
	};
	const known = (value: Value): Value => (value.kind === "unknown" ? vague(value.why) : value);
	const argumentsOf = (positional: readonly Plain[], options: Options = {}): CallArguments => ({
		positional: positional.map((plain) => ({ value: toValue(plain), origin })),
		keywords: Object.entries(options).flatMap(([name, plain]) =>
			plain === undefined ? [] : [{ name, value: toValue(plain), origin }],
		),
		origin,
	});
	const make: Network["make"] = (name, positional, options) =>
		known(machine.call(nameOf(name), argumentsOf(positional, options)));
	const call: Network["call"] = (layer, input) => {
		const value: Value = isSequence(input) ? { kind: "list", items: input as readonly Value[] } : input;
		return known(machine.call(layer, argumentsOf([value])));
	};
	const layer: Network["layer"] = (name, input, options) => call(make(`layers.${name}`, [], options), input);
	return {
		world,
		machine,
		make,
		call,
		layer,
		conv: (x, filters, kernelSize, options) => call(make("layers.Conv2D", [filters, kernelSize], options), x),
		depthwise: (x, kernelSize, options) => call(make("layers.DepthwiseConv2D", [kernelSize], options), x),
		separable: (x, filters, kernelSize, options) =>
			call(make("layers.SeparableConv2D", [filters, kernelSize], options), x),
		batchNorm: (x, name, options) => layer("BatchNormalization", x, { name, ...options }),
		activation: (x, activation, name) => layer("Activation", x, { activation, name }),
		pad: (x, padding, name) => layer("ZeroPadding2D", x, { padding, name }),
		pool: (kind, x, size, strides, options) => layer(`${kind}Pooling2D`, x, { pool_size: size, strides, ...options }),
		concat: (inputs, name) => layer("Concatenate", inputs, { axis: -1, name }),
		add: (inputs, name) => layer("Add", inputs, { name }),
		operate: (op, left, right) => known(machine.binary(op, left, toValue(right), origin)),
	};
}

const tensorOf = (value: Value): TensorValue => (value.kind === "tensor" ? value : vague("not a tensor"));

/** The size of an axis of an image; negative axes count from the end. */
export function sizeOf(x: Value, axis: number): Dim {
	const { shape } = tensorOf(x).spec;
	return (shape.kind === "ranked" ? shape.dims.at(axis) : undefined) ?? vague("the rank of an image is not known");
}

/** The number of channels, which is the last axis. */
export function channelsOf(x: Value): number {
	const size = sizeOf(x, -1);
	return isStatic(size) ? size : vague(isNone(size) ? "the number of channels is None" : size.why);
}

/**
 * The padding before a convolution with strides of 2. Mirrors `correct_pad` of keras/src/applications/imagenet_utils.py:
 * an unknown height makes it take both sizes for even; where a size is `?`, so is what comes out, however it is padded.
 */
export function correctPad(x: Value, kernelSize: number): Plain {
	const half = Math.floor(kernelSize / 2);
	const [rows, columns] = [sizeOf(x, 1), sizeOf(x, 2)];
	if (isNone(columns) && !isNone(rows)) {
		if (!isStatic(rows)) vague("padding of an image whose height is not known");
		raise({
			code: "undefined-dimension",
			exception: "TypeError",
			message: `an image with ${rows} rows must not have None columns here: Keras pads it by both sizes`,
			because: [columns.why],
		});
	}
	const isEven = (size: Dim): boolean => isNone(rows) || !isStatic(size) || size % 2 === 0;
	if (isUnknown(rows) && !isEven(columns)) vague("padding of an image whose height is not known");
	return [rows, columns].map((size) => [isEven(size) ? half - 1 : half, half]);
}

/** `_make_divisible` and `_depth`: the nearest multiple of 8 that loses at most a tenth. */
export function makeDivisible(size: number, divisor = 8): number {
	const rounded = Math.max(divisor, Math.floor(Math.trunc(size + divisor / 2) / divisor) * divisor);
	return rounded < 0.9 * size ? rounded + divisor : rounded;
}
