import { type Dim, isNone, isStatic, isUnknown, mapDims, ranked } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { intOf, itemsOf } from "../arguments";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf } from "../operand";
import { rejectPython } from "../shapes";

const reject = (op: OpCall, message: string, argument: string, exception?: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument });

type Pair = readonly [number, number];

/** An int twice, or two of them: unpacked, or read by index, where further ones do not matter. */
function pair(op: OpCall, name: string, unpacks: boolean): Pair {
	const value = op.get(name);
	if (value.kind === "int" || value.kind === "bool") return [intOf(value), intOf(value)];
	if (value.kind === "str" && unpacks) reject(op, `${name} must be an int or two, found a str`, name, "ValueError");
	const items = itemsOf(value);
	if (!items)
		return reject(op, `${name} must be an int or two, found a value of type ${typeName(value)}`, name, "TypeError");
	if (unpacks ? items.length !== 2 : items.length < 2)
		reject(op, `${name} must be an int or two, found ${items.length}`, name, unpacks ? "ValueError" : "IndexError");
	return [intOf(items[0] as never), intOf(items[1] as never)];
}

interface Sliding {
	readonly kernel: Pair;
	readonly dilation: Pair;
	readonly padding: Pair;
	readonly stride: Pair;
}

/** How often a kernel fits into a length. */
function fits(length: number, { kernel, dilation, padding, stride }: Sliding, axis: 0 | 1): number {
	const reached = length + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
	return Math.floor(reached / stride[axis]) + 1;
}

function readSliding(op: OpCall, unpacks: boolean): Sliding {
	const padding = unpacks ? undefined : pair(op, "padding", false);
	const kernel = pair(op, "kernel_size", unpacks);
	const dilation = pair(op, "dilation", unpacks);
	return { kernel, dilation, padding: padding ?? pair(op, "padding", unpacks), stride: pair(op, "stride", unpacks) };
}

/** The dimensions, whose number Keras checks in all modes. */
function dimsOfRank(op: OpCall, rank: number): readonly Dim[] {
	const value = op.get("x");
	if (value.kind !== "tensor" && value.kind !== "unknown") rejectPython(value, "shape", op, "x");
	const dims = dimsOf(op.tensor("x"));
	if (dims.length === rank) return dims;
	return op.fail({
		code: "input-rank",
		exception: "ValueError",
		message: `x must have ${rank} axes, found ${dims.length}`,
		argument: "x",
	});
}

const rejectOpen = (op: OpCall): never =>
	op.fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: "Keras calculates with the sizes of x here: none of those may be None",
		argument: "x",
	});

const rejectZero = (op: OpCall, name: string, exceptions: OpFailure["exception"]): never =>
	reject(op, `${name} cannot be 0`, name, exceptions);

const DIVISION: OpFailure["exception"] = "ZeroDivisionError";

function unfold(op: OpCall): OpResult {
	const dims = dimsOfRank(op, 4);
	const { dtype } = op.tensor("x");
	const [batch, channels, height, width] = dims as [Dim, Dim, Dim, Dim];
	const given = readSliding(op, op.isSymbolic);
	const { kernel } = given;
	const sizes = op.isSymbolic ? [channels, height, width] : dims;
	if (op.mode !== "eager" && [height, width].some(isNone)) rejectOpen(op);
	if (given.stride.includes(0))
		rejectZero(op, "stride", op.isSymbolic ? DIVISION : { eager: "OutOfRangeError", graph: "ValueError" });
	const sliding = op.isSymbolic ? given : padded(given, op);
	const patches = ([height, width] as const).map((dim, axis) =>
		mapDims([dim], ([size]) => checkPatches(fits(size as number, sliding, axis as 0 | 1), op)),
	);
	if (sizes.some(isNone)) rejectOpen(op);
	const depth = mapDims([channels], ([size]) => (size as number) * kernel[0] * kernel[1]);
	const count = mapDims(patches, ([rows, columns]) => (rows as number) * (columns as number));
	if ([depth, count].some((dim) => isStatic(dim) && dim < 0))
		reject(op, "there would be a negative number of patches", "kernel_size", "ValueError");
	return { shape: ranked([batch, depth, count]), dtype };
}

/** TensorFlow pads only when something is to be added. */
function padded(sliding: Sliding, op: OpCall): Sliding {
	const { kernel, dilation, padding, stride } = sliding;
	if ([...kernel, ...dilation, ...stride].some((each) => each <= 0)) vague("patches without size");
	if (!padding.some((each) => each > 0)) return { ...sliding, padding: [0, 0] };
	if (padding.some((each) => each < 0)) reject(op, "padding cannot be negative", "padding");
	return sliding;
}

function checkPatches(count: number, op: OpCall): number {
	if (op.isSymbolic || count >= 0) return count;
	return op.fail({
		code: "non-positive-output-size",
		message: "the kernel does not fit into x",
		argument: "kernel_size",
	});
}

function fold(op: OpCall): OpResult {
	const dims = dimsOfRank(op, 3);
	const { dtype } = op.tensor("x");
	const kernel = pair(op, "kernel_size", true);
	const output = pair(op, "output_size", true);
	const [batch, depth] = dims as [Dim, Dim, Dim];
	const area = kernel[0] * kernel[1];
	if (isNone(depth) && !op.isSymbolic) rejectOpen(op);
	if (area === 0 && isStatic(depth)) rejectZero(op, "kernel_size", DIVISION);
	if (op.isSymbolic && isStatic(depth) && depth % area !== 0)
		op.fail({
			code: "input-axis-size",
			exception: "ValueError",
			message: `axis 1 of x has size ${depth}, no multiple of the ${area} values of a kernel`,
			argument: "x",
		});
	const channels = mapDims([depth], ([size]) => Math.floor((size as number) / area));
	if (op.isSymbolic) return { shape: ranked([batch, channels, ...declared(output, op)]), dtype };
	return { shape: ranked([batch, channels, ...summed(op, dims, { kernel, output, channels })]), dtype };
}

const declared = (output: Pair, op: OpCall): Pair =>
	output.some((size) => size < 0) ? reject(op, "output_size cannot be negative", "output_size", "ValueError") : output;

interface Folded {
	readonly kernel: Pair;
	readonly output: Pair;
	readonly channels: Dim;
}

/** The sizes of what the patches add up to; there must be as many as fit into it. */
function summed(op: OpCall, dims: readonly Dim[], { kernel, output, channels }: Folded): Pair {
	const [dilation, padding, stride] = ["dilation", "padding", "stride"].map((name) => pair(op, name, false));
	const sliding = { kernel, dilation, padding, stride } as Sliding;
	if (sliding.stride.includes(0)) rejectZero(op, "stride", DIVISION);
	const [rows, columns] = [fits(output[0], sliding, 0), fits(output[1], sliding, 1)];
	const [depth, count] = dims.slice(1) as [Dim, Dim];
	if ([rows, columns, ...output].some((size) => size < 0) || isUnknown(count)) vague("patches that do not fit");
	if (isStatic(channels) && dims.every(isStatic)) {
		const expected = channels * kernel[0] * kernel[1] * rows * columns;
		if ((depth as number) * (count as number) !== expected && dims[0] !== 0)
			op.fail({
				code: "reshape-size-mismatch",
				message: `x has ${String(count)} patches, ${rows * columns} of them make the output`,
				argument: "x",
			});
	}
	const [top, left] = sliding.padding;
	if (top >= 0 && left >= 0) return output;
	if (top > 0 || left > 0) vague("padding of one axis only");
	return [output[0] + 2 * top, output[1] + 2 * left];
}

/** Patches of an image as columns, and back. Mirrors keras/src/ops/nn.py and the TensorFlow backend's. */
export const FOLDING_OPS: readonly OpModel[] = [
	defineOp("unfold", "nn", "x, kernel_size, dilation=1, padding=0, stride=1", unfold),
	defineOp("fold", "nn", "x, output_size, kernel_size, dilation=1, padding=0, stride=1", fold),
];
