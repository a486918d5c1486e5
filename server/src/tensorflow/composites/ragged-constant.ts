import { type Dim, type DType, list, noneDim, ranked, type Value } from "../../domain";
import { defineFunction, type LibraryCall, raise, vague } from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { readOptionalDType } from "../dtypes";
import { isTracing } from "../op";
import { makeRagged, splitsDType } from "./ragged-tensor";

/** How deep scalars and lists are nested. */
interface Depth {
	/** Absent when there are no scalars. */
	readonly scalar: number | undefined;
	readonly max: number;
}

const fail = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message, argument: "pylist" });

/** The items of what counts as a list: lists, tuples and the rows of arrays; absent for a scalar. */
function itemsOf(value: Value): readonly Value[] | undefined {
	if (value.kind === "list" || value.kind === "tuple") return value.items ?? vague("a list that is not known");
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "tensor") return rowsOf(value);
	return undefined;
}

function rowsOf(value: Extract<Value, { kind: "tensor" }>): readonly Value[] | undefined {
	const { shape, dtype } = value.spec;
	if (value.flavor !== "ndarray") return vague("a ragged constant that holds tensors");
	if (shape.kind !== "ranked") return vague("an array of unknown rank");
	const [count, ...rest] = shape.dims;
	if (count === undefined) return undefined;
	if (typeof count !== "number" || count > 1000) return vague("the rows of an array are not known");
	return Array.from({ length: count }, () => ({ ...value, spec: { shape: ranked(rest), dtype }, content: undefined }));
}

/** `_find_scalar_and_max_depth`. */
function depthOf(value: Value): Depth {
	const items = itemsOf(value);
	if (!items) return { scalar: 0, max: 0 };
	let scalar: number | undefined;
	let max = 1;
	for (const depth of items.map(depthOf)) {
		if (depth.scalar !== undefined) {
			if (scalar !== undefined && scalar !== depth.scalar + 1)
				fail("all scalars of a ragged constant are nested alike");
			scalar = depth.scalar + 1;
		}
		max = Math.max(max, depth.max + 1);
	}
	return { scalar, max };
}

/** `_default_inner_shape_for_pylist`: the sizes below the ragged axes, which are all alike. */
function innerShape(value: Value, raggedRank: number): readonly Dim[] {
	let flat = itemsOf(value) ?? [];
	for (let axis = 0; axis < raggedRank; axis += 1) {
		flat = flat.flatMap((item) => itemsOf(item) ?? fail(`scalars are too shallow for ragged_rank ${raggedRank}`));
	}
	const shape = shapeOf(list(flat));
	checkShape(list(flat), shape);
	return shape.slice(1);
}

function shapeOf(value: Value): readonly number[] {
	const items = itemsOf(value);
	if (!items) return [];
	const [first] = items;
	return first ? [items.length, ...shapeOf(first)] : [0];
}

function checkShape(value: Value, shape: readonly number[]): void {
	const items = itemsOf(value);
	if (!items !== (shape.length === 0) || (items && items.length !== shape[0])) fail("inner values differ in shape");
	for (const item of items ?? []) checkShape(item, shape.slice(1));
}

const scalarsOf = (value: Value): readonly Value[] => itemsOf(value)?.flatMap(scalarsOf) ?? [value];

/** The dtype of all scalars together. */
function dtypeOf(value: Value, wanted: DType | undefined): DType {
	const scalars = scalarsOf(value);
	const arrays = new Set(scalars.flatMap((each) => (each.kind === "tensor" ? [each.spec.dtype] : [])));
	if (arrays.size === 0) return convert(list(scalars), wanted).dtype;
	const [first] = arrays;
	return wanted ?? (arrays.size === 1 && first !== undefined ? first : vague("arrays of different dtypes"));
}

const intOf = (value: Value): number | undefined =>
	value.kind === "none" ? undefined : value.kind === "int" ? value.value : vague("the ragged rank is not known");

/** The sizes that `inner_shape` names. */
function readInner(value: Value): readonly number[] | undefined {
	if (value.kind === "none") return undefined;
	const items = value.kind === "list" || value.kind === "tuple" ? value.items : undefined;
	const sizes = items?.map((item) => (item.kind === "int" ? item.value : undefined));
	return !sizes || sizes.includes(undefined) ? vague("the inner shape is not known") : (sizes as number[]);
}

const isInconsistent = ({ scalar, max }: Depth, wanted: number): boolean =>
	scalar === undefined ? wanted < max : wanted !== scalar;

/** `tf.ragged.constant(pylist, …)` -> `(rows, None, …, *inner_shape)`. Mirrors ops/ragged/ragged_factory_ops.py. */
export const RAGGED_CONSTANT = defineFunction(
	"tensorflow.ragged.constant",
	"pylist, dtype=None, ragged_rank=None, inner_shape=None, name=None, row_splits_dtype=None",
	(bound, call) => {
		const value = bound.get("pylist");
		const wanted = readOptionalDType(bound.get("dtype"));
		const given = bound.given("row_splits_dtype");
		const rowSplits = given ? splitsDType(given.value) : "int64";
		const rank = intOf(bound.get("ragged_rank"));
		const inner = readInner(bound.get("inner_shape"));
		const items = itemsOf(value);
		if (!items) {
			if (rank) fail(`a scalar has no ragged_rank ${rank}`);
			if (inner && inner.length > 0) fail("a scalar has no inner shape");
			return dense(value, wanted, call);
		}
		if (rank !== undefined && rank < 0) fail("ragged_rank must not be negative");
		const depth = depthOf(value);
		if (depth.scalar !== undefined && depth.max > depth.scalar) fail("empty lists are nested deeper than scalars");
		if (depth.scalar !== undefined && rank !== undefined && depth.max < rank) fail("ragged_rank exceeds the depth");
		if (inner && rank !== undefined && isInconsistent(depth, rank + inner.length + 1))
			fail("ragged_rank and inner_shape do not fit the nesting");
		const isDense = rank === 0 || (rank === undefined && depth.max - (inner?.length ?? 0) < 2);
		if (isDense) return inner ? vague("a constant with an inner shape") : dense(value, wanted, call);
		const below = inner ?? (rank === undefined ? [] : innerShape(value, rank));
		const ragged =
			rank ?? Math.max(1, (depth.scalar ?? depth.max) - 1 - (depth.scalar === undefined ? 0 : below.length));
		if (inner && inner.length > 0) checkInner(value, ragged, inner);
		const open = Array.from({ length: ragged }, () => noneDim({ text: "rows of a ragged constant differ in length" }));
		return makeRagged(ranked([items.length, ...open, ...below]), dtypeOf(value, wanted), ragged, rowSplits, call);
	},
);

/** The values below must fill the inner shape. */
function checkInner(value: Value, raggedRank: number, inner: readonly number[]): void {
	const found = innerShape(value, raggedRank);
	const size = (dims: readonly Dim[]): number => dims.reduce((product: number, dim) => product * (dim as number), 1);
	if (size(found) !== size(inner)) fail("the values do not fill the inner shape", "TypeError");
}

/** Without a ragged axis it is a constant. */
function dense(value: Value, wanted: DType | undefined, { world, machine }: LibraryCall): Value {
	const { shape, dtype, content } = convert(value, wanted);
	return makeTensor(shape, dtype, { world, eager: !isTracing(machine), content });
}
