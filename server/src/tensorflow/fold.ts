import { isInteger, isStatic } from "../domain";
import { constantNumbers, contentOf } from "./content";
import type { Operand } from "./convert";
import type { OpArguments } from "./op-arguments";

/**
 * Constant folding: values of small results of operations on constants, as TensorFlow's shape inference evaluates them
 * (`EvaluateConstantTensor` of core/common_runtime/eval_const_tensor.cc) and as eager tensors have them.
 */

const MAX_ELEMENTS = 64;

/** A tensor all of whose numbers are known, in order. */
interface Known {
	readonly dims: readonly number[];
	readonly data: readonly number[];
}

function knownOf({ shape, content }: Operand): Known | undefined {
	const data = constantNumbers(content);
	if (!data || shape.kind !== "ranked" || !shape.dims.every(isStatic)) return undefined;
	return { dims: shape.dims.filter(isStatic), data };
}

/** The numbers of the result in order, from its dimensions. */
type Fold = (args: OpArguments, dims: readonly number[]) => readonly number[] | undefined;

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, each) => product * each, 1);

/** The coordinates of an element, and the place of the element at some coordinates. */
function coordinates(at: number, dims: readonly number[]): readonly number[] {
	const result: number[] = [];
	let rest = at;
	for (const size of [...dims].reverse()) {
		result.unshift(rest % size);
		rest = Math.floor(rest / size);
	}
	return result;
}

const placeOf = (place: readonly number[], dims: readonly number[]): number =>
	place.reduce((total, each, axis) => total * (dims[axis] as number) + each, 0);

/** The element of an operand that a broadcast result has at some place. */
function stretched({ dims, data }: Known, place: readonly number[]): number {
	const own = place.slice(place.length - dims.length).map((each, axis) => (dims[axis] === 1 ? 0 : each));
	return data[placeOf(own, dims)] as number;
}

const elementwise =
	(names: readonly string[], compute: (...numbers: readonly number[]) => number): Fold =>
	(args, dims) => {
		const operands = names.map((name) => knownOf(args.tensor(name)));
		if (operands.includes(undefined)) return undefined;
		return Array.from({ length: sizeOf(dims) }, (_, at) => {
			const place = coordinates(at, dims);
			return compute(...operands.map((each) => stretched(each as Known, place)));
		});
	};

/** Elements of the first argument, each from a place of its own. */
const moved =
	(
		name: string,
		from: (place: readonly number[], args: OpArguments, dims: readonly number[]) => readonly number[],
	): Fold =>
	(args, dims) => {
		const operand = knownOf(args.tensor(name));
		if (!operand) return undefined;
		return Array.from({ length: sizeOf(dims) }, (_, at) => {
			const place = from(coordinates(at, dims), args, operand.dims);
			return operand.data[placeOf(place, operand.dims)] as number;
		});
	};

const unchanged =
	(name: string): Fold =>
	(args) =>
		knownOf(args.tensor(name))?.data;

const axesOf = (args: OpArguments, rank: number): readonly number[] =>
	(args.ints("axis") ?? Array.from({ length: rank }, (_, axis) => axis)).map((axis) => (axis < 0 ? axis + rank : axis));

/** Groups the elements of the input by where they go. */
const reduced =
	(compute: (numbers: readonly number[]) => number): Fold =>
	(args, dims) => {
		const operand = knownOf(args.tensor("input_tensor"));
		if (!operand) return undefined;
		const axes = axesOf(args, operand.dims.length);
		const kept = operand.dims.filter((_, axis) => !axes.includes(axis));
		const groups = Array.from({ length: sizeOf(dims) }, () => [] as number[]);
		for (const [at, each] of operand.data.entries()) {
			const place = coordinates(at, operand.dims).filter((_, axis) => !axes.includes(axis));
			groups[placeOf(place, kept)]?.push(each);
		}
		return groups.map(compute);
	};

const atAxis = (place: readonly number[], axis: number, value: number): readonly number[] => place.with(axis, value);

const vector =
	(name: string, compute: (numbers: readonly number[], args: OpArguments) => readonly number[] | undefined): Fold =>
	(args) => {
		const operand = knownOf(args.tensor(name));
		return operand?.dims.length === 1 ? compute(operand.data, args) : undefined;
	};

function padded(numbers: readonly number[], args: OpArguments): readonly number[] | undefined {
	const [before = 0, after = 0] = constantNumbers(args.tensor("paddings").content) ?? [];
	const [fill] = constantNumbers(args.tensor("constant_values").content) ?? [];
	if (fill === undefined) return undefined;
	return [...Array<number>(before).fill(fill), ...numbers, ...Array<number>(after).fill(fill)];
}

function summed(numbers: readonly number[], args: OpArguments): readonly number[] | undefined {
	if (args.isTrue("exclusive") || args.isTrue("reverse")) return undefined;
	let total = 0;
	return numbers.map((each) => {
		total += each;
		return total;
	});
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const modulo = (x: number, y: number): number => x - y * Math.floor(x / y);
const truth = (value: boolean): number => Number(value);

const roundEven = (x: number): number => {
	const floor = Math.floor(x);
	if (x - floor !== 0.5) return Math.round(x);
	return floor % 2 === 0 ? floor : floor + 1;
};

const UNARY: Readonly<Record<string, (x: number) => number>> = {
	negative: (x) => -x,
	abs: Math.abs,
	square: (x) => x * x,
	sign: Math.sign,
	sqrt: Math.sqrt,
	"math.ceil": Math.ceil,
	floor: Math.floor,
	round: roundEven,
	logical_not: (x) => truth(x === 0),
};

const BINARY: Readonly<Record<string, (x: number, y: number) => number>> = {
	add: (x, y) => x + y,
	subtract: (x, y) => x - y,
	multiply: (x, y) => x * y,
	divide: (x, y) => x / y,
	truediv: (x, y) => x / y,
	"math.floordiv": (x, y) => Math.floor(x / y),
	"math.floormod": modulo,
	maximum: Math.max,
	minimum: Math.min,
	pow: (x, y) => x ** y,
	equal: (x, y) => truth(x === y),
	not_equal: (x, y) => truth(x !== y),
	less: (x, y) => truth(x < y),
	less_equal: (x, y) => truth(x <= y),
	greater: (x, y) => truth(x > y),
	greater_equal: (x, y) => truth(x >= y),
	logical_and: (x, y) => truth(x !== 0 && y !== 0),
	logical_or: (x, y) => truth(x !== 0 || y !== 0),
};

const REDUCTIONS: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
	reduce_sum: sum,
	reduce_prod: (numbers) => numbers.reduce((a, b) => a * b, 1),
	reduce_max: (numbers) => Math.max(...numbers),
	reduce_min: (numbers) => Math.min(...numbers),
	reduce_any: (numbers) => truth(numbers.some((each) => each !== 0)),
	reduce_all: (numbers) => truth(numbers.every((each) => each !== 0)),
};

const each = <T>(table: Readonly<Record<string, T>>, make: (entry: T) => Fold): readonly (readonly [string, Fold])[] =>
	Object.entries(table).map(([name, entry]) => [name, make(entry)] as const);

const FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
	...each(UNARY, (compute) => elementwise(["x"], (x) => compute(x as number))),
	...each(BINARY, (compute) => elementwise(["x", "y"], (x, y) => compute(x as number, y as number))),
	...each(REDUCTIONS, reduced),
	["where", elementwise(["condition", "x", "y"], (condition, x, y) => (condition === 0 ? y : x) as number)],
	["identity", unchanged("input")],
	["stop_gradient", unchanged("input")],
	["reshape", unchanged("tensor")],
	["squeeze", unchanged("input")],
	["expand_dims", unchanged("input")],
	["ensure_shape", unchanged("x")],
	["cast", unchanged("x")],
	["broadcast_to", elementwise(["input"], (x) => x as number)],
	["tile", moved("input", (place, _, dims) => place.map((at, axis) => at % (dims[axis] as number)))],
	["transpose", moved("a", (place, args) => transposed(place, args))],
	["reverse", moved("tensor", (place, args, dims) => reversed(place, axesOf(args, dims.length), dims))],
	["gather", gathered],
	["slice", moved("input_", (place, args) => place.map((at, axis) => at + (args.ints("begin")?.[axis] ?? 0)))],
	["roll", moved("input", (place, args, dims) => rolled(place, args, dims))],
	["pad", vector("tensor", padded)],
	["cumsum", vector("x", summed)],
	["sort", vector("values", (numbers) => [...numbers].sort((a, b) => a - b))],
	["repeat", vector("input", repeated)],
	["boolean_mask", vector("tensor", picked)],
]);

function transposed(place: readonly number[], args: OpArguments): readonly number[] {
	const perm = args.ints("perm");
	return perm ? place.map((_, axis) => place[perm.indexOf(axis)] as number) : [...place].reverse();
}

const reversed = (place: readonly number[], axes: readonly number[], dims: readonly number[]): readonly number[] =>
	place.map((at, axis) => (axes.includes(axis) ? (dims[axis] as number) - 1 - at : at));

function rolled(place: readonly number[], args: OpArguments, dims: readonly number[]): readonly number[] {
	const [shifts, axes] = [args.ints("shift") ?? [], axesOf(args, dims.length)];
	return axes.reduce(
		(moving, axis, at) =>
			atAxis(moving, axis, modulo((moving[axis] as number) - (shifts[at] ?? 0), dims[axis] as number)),
		place,
	);
}

function gathered(args: OpArguments): readonly number[] | undefined {
	const [params, indices] = [knownOf(args.tensor("params")), knownOf(args.tensor("indices"))];
	if (params?.dims.length !== 1 || !indices) return undefined;
	return indices.data.map((at) => params.data[at] as number);
}

function repeated(numbers: readonly number[], args: OpArguments): readonly number[] {
	const counts = args.ints("repeats") ?? [];
	return numbers.flatMap((each, at) => Array<number>(counts[counts.length === 1 ? 0 : at] ?? 0).fill(each));
}

function picked(numbers: readonly number[], args: OpArguments): readonly number[] | undefined {
	const mask = constantNumbers(args.tensor("mask").content);
	return mask?.length === numbers.length ? numbers.filter((_, at) => mask[at] !== 0) : undefined;
}

/** The numbers of an operation of Python's on two operands, in the shape and dtype that it gives. */
export function foldedBinary(name: string, a: Operand, b: Operand, { shape, dtype }: Operand): Operand["content"] {
	const [compute, left, right] = [BINARY[name], knownOf(a), knownOf(b)];
	if (!compute || !left || !right || shape.kind !== "ranked" || !shape.dims.every(isStatic)) return undefined;
	const dims = shape.dims.filter(isStatic);
	if (sizeOf(dims) > MAX_ELEMENTS) return undefined;
	const data = Array.from({ length: sizeOf(dims) }, (_, at) => {
		const place = coordinates(at, dims);
		return compute(stretched(left, place), stretched(right, place));
	});
	if (!data.every(Number.isFinite)) return undefined;
	return contentOf(isInteger(dtype) ? data.map(Math.trunc) : data, dims, dtype);
}

/** The values of what an operation gives, where they are few and all of its inputs are constants. */
export function folded(name: string, args: OpArguments, { shape, dtype, content }: Operand): Operand["content"] {
	const fold = content === undefined ? FOLDS.get(name) : undefined;
	if (!fold || shape.kind !== "ranked" || typeof dtype !== "string" || !shape.dims.every(isStatic)) return content;
	const dims = shape.dims.filter(isStatic);
	if (sizeOf(dims) > MAX_ELEMENTS) return content;
	const data = fold(args, dims);
	if (!data || data.length !== sizeOf(dims) || !data.every(Number.isFinite)) return content;
	return contentOf(isInteger(dtype) ? data.map(Math.trunc) : data, dims, dtype);
}
