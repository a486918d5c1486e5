import { type Dim, isNone, isStatic, mapDims, printShape, ranked } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { intOf } from "../arguments";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf } from "../operand";
import { rejectPython } from "../shapes";

const reject = (op: OpCall, message: string, exception?: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument: "pattern" });

interface Pattern {
	readonly input: readonly string[];
	readonly output: readonly string[];
}

/** The axes of a side: names, and groups of names. What is neither is left out. */
const axesOf = (side: string): readonly string[] => side.match(/\w+|\(.*?\)/g) ?? [];

function readPattern(op: OpCall): Pattern {
	const value = op.get("pattern");
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) return vague("the pattern");
	if (value.kind !== "str")
		return reject(op, `pattern must be a str, found a value of type ${typeName(value)}`, "TypeError");
	const sides = (value.value as string).split(/\s*->\s*/);
	if (sides.length !== 2) reject(op, `a pattern has one arrow, found ${sides.length - 1}`, "ValueError");
	return { input: axesOf(sides[0] as string), output: axesOf(sides[1] as string) };
}

/** The names in a group; absent for a single axis. */
const groupOf = (axis: string): readonly string[] | undefined =>
	/^\(([\w\s]+)\)/.exec(axis)?.[1]?.split(/\s+/).filter(Boolean);

const flat = (axes: readonly string[]): readonly string[] => axes.flatMap((axis) => groupOf(axis) ?? [axis]);

type Sizes = ReadonlyMap<string, Dim>;

const missing = (name: string, op: OpCall): never =>
	reject(op, `there is no size for the axis ${name} of the pattern`, "KeyError");

const sizeOf = (name: string, sizes: Sizes, op: OpCall): Dim => sizes.get(name) ?? missing(name, op);

const product = (dims: readonly Dim[]): Dim =>
	mapDims(dims, (sizes) => sizes.reduce<number>((total, size) => total * (size as number), 1));

/** What remains of an axis for the first name of its group that has no length. */
function remainder(dim: Dim, known: readonly Dim[], op: OpCall): Dim {
	if (op.isSymbolic && isNone(dim))
		op.fail({
			code: "undefined-dimension",
			exception: "ValueError",
			message: "Keras divides the size of an axis here, which is None",
			argument: "tensor",
			because: [dim.why],
		});
	if (known.includes(0)) return vague("a length of 0");
	return mapDims([dim, product(known)], ([size, by]) => Math.floor((size as number) / (by as number)));
}

/** The size of each name. The lengths that were given are completed on the way. Mirrors `_create_axes_map`. */
function axisSizes(op: OpCall, axes: readonly string[], dims: readonly Dim[], lengths: Map<string, Dim>): Sizes {
	const sizes = new Map<string, Dim>();
	axes.slice(0, dims.length).forEach((axis, at) => {
		const dim = dims[at] as Dim;
		const group = groupOf(axis);
		if (!group) {
			sizes.set(axis, dim);
			return;
		}
		const inferred = group.find((name) => !lengths.has(name));
		const known = group.filter((name) => lengths.has(name)).map((name) => lengths.get(name) as Dim);
		if (inferred !== undefined) lengths.set(inferred, remainder(dim, known, op));
		for (const name of group) sizes.set(name, sizeOf(name, lengths, op));
	});
	return sizes;
}

/** The shape of the output's groups; on KerasTensors Keras multiplies the sizes in Python. */
function outputDims(op: OpCall, { output }: Pattern, sizes: Sizes): readonly Dim[] {
	return output.map((axis) => {
		const own = (groupOf(axis) ?? [axis]).map((name) => sizeOf(name, sizes, op));
		const open = op.isSymbolic ? own.find(isNone) : undefined;
		if (open && isNone(open))
			op.fail({
				code: "undefined-dimension",
				exception: "TypeError",
				message: `Keras multiplies the sizes of ${axis}, of which one is None`,
				argument: "tensor",
				because: [open.why],
			});
		return product(own);
	});
}

/** Reshape, transpose, reshape: what the three refuse of real values. */
function checkSteps(op: OpCall, { input, output }: Pattern, sizes: Sizes, lengths: Sizes): void {
	const { shape } = op.tensor("tensor");
	const decomposed = input.flatMap((axis) =>
		axis.startsWith("(")
			? (axis.match(/\w+/g) ?? []).map((name) => sizeOf(name, lengths, op))
			: [sizeOf(axis, sizes, op)],
	);
	const [before, after] = [product(dimsOf({ shape })), product(decomposed)];
	if (isStatic(before) && isStatic(after) && before !== after)
		reject(op, `shape ${printShape(shape)} cannot be ${printShape(ranked(decomposed))}`);
	const from = flat(input);
	const order = flat(output).map((name) => {
		const at = from.indexOf(name);
		return at < 0 ? reject(op, `the axis ${name} comes out of nowhere`, "ValueError") : at;
	});
	if (new Set(order).size < order.length) reject(op, "an axis comes out twice", "ValueError");
	if (order.length !== decomposed.length) reject(op, "not every axis comes out");
}

function rearrange(op: OpCall): OpResult {
	const pattern = readPattern(op);
	const x = op.tensor("tensor");
	const lengths = new Map<string, Dim>(op.bound.extra.map(({ name, value }) => [name, intOf(value)]));
	const sizes = axisSizes(op, pattern.input, dimsOf(x), lengths);
	const value = op.get("tensor");
	if (op.isSymbolic) return { shape: ranked(outputDims(op, pattern, sizes)), dtype: x.dtype };
	for (const axis of flat(pattern.input)) sizeOf(axis, sizes, op);
	if (value.kind !== "tensor" && value.kind !== "unknown") rejectPython(value, "shape", op, "tensor");
	checkSteps(op, pattern, sizes, lengths);
	return { shape: ranked(outputDims(op, pattern, sizes)), dtype: x.dtype };
}

/** `rearrange`. Mirrors keras/src/ops/einops.py. */
export const EINOPS: readonly OpModel[] = [
	defineOp("rearrange", "einops", "tensor, pattern, **axes_lengths", rearrange),
];
