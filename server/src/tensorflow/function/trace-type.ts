import {
	type DictEntry,
	type DictValue,
	type DType,
	isFloating,
	isInteger,
	isNone,
	isStatic,
	list,
	type Origin,
	printSpec,
	type Shape,
	type Spec,
	type TypeSpecValue,
	tuple,
	type Value,
	type World,
	withLayout,
} from "../../domain";
import { equal, Failure, typeName, vague } from "../../interpreter/api";
import { adapt, convert, makeTensor, type Operand } from "../convert";
import { specClass, valuesOf } from "../spec-values";
import type { Reject } from "./function-type";

/** An argument on its way into a trace: what the body sees, and what it would see if nothing were generalised. */
export interface Entered {
	readonly traced: Value;
	readonly actual: Value;
}

export interface Entry {
	readonly world: World;
	readonly origin: Origin;
	/** Whether a TypeSpec may stand for a tensor, as in `get_concrete_function`. */
	readonly allowSpecs: boolean;
	readonly reject: Reject;
}

const same = (value: Value): Entered => ({ traced: value, actual: value });

/** Mirrors `cast` and `placeholder_value` of the classes in tensorflow/core/function/trace_type. */
export function castTo(constraint: Value, value: Value, entry: Entry): Entered {
	if (value.kind === "unknown")
		return { traced: placeholder(constraint, entry), actual: placeholder(constraint, entry) };
	if (constraint.kind === "typespec") return castToSpec(constraint, value, entry);
	if (constraint.kind === "list" || (constraint.kind === "tuple" && constraint.view !== "range"))
		return castToSequence(constraint, value, entry);
	if (constraint.kind === "dict") return castToDict(constraint, value, entry);
	return castToLiteral(constraint, value, entry);
}

const placeholder = (constraint: Value, { world }: Entry): Value => valuesOf(constraint, world, false);

function castToSequence(constraint: Extract<Value, { kind: "list" | "tuple" }>, value: Value, entry: Entry): Entered {
	const { reject, origin } = entry;
	const isRange = value.kind === "tuple" && value.view === "range";
	if (value.kind !== constraint.kind || isRange)
		return reject(`a ${typeName(value)} is no ${constraint.kind} of tensors`, origin);
	const specs = constraint.items ?? [];
	if (!value.items) return { traced: placeholder(constraint, entry), actual: value };
	if (value.items.length !== specs.length)
		return reject(`${value.items.length} items for ${specs.length} specs`, origin);
	const entered = value.items.map((item, index) => castTo(specs[index] as Value, item, entry));
	const make = value.kind === "list" ? list : tuple;
	return { traced: make(entered.map((each) => each.traced)), actual: make(entered.map((each) => each.actual)) };
}

function castToDict(constraint: DictValue, value: Value, entry: Entry): Entered {
	const { reject, origin } = entry;
	if (value.kind !== "dict") return reject(`a ${typeName(value)} is no dict of tensors`, origin);
	const [specs, entries] = [constraint.entries, value.entries];
	if (!specs || !entries) return { traced: placeholder(constraint, entry), actual: value };
	const odd = [...specs].find(([key]) => !entries.has(key)) ?? [...entries].find(([key]) => !specs.has(key));
	if (odd) return reject("its keys are not those of the signature's dict", origin);
	const entered = [...specs].map(
		([key, spec]) => [key, spec, castTo(spec.value, entries.get(key)?.value as Value, entry)] as const,
	);
	const make = (pick: keyof Entered): Value => ({
		kind: "dict",
		entries: new Map(
			entered.map(([key, { key: name }, each]): [string, DictEntry] => [key, { key: name, value: each[pick] }]),
		),
	});
	return { traced: make("traced"), actual: make("actual") };
}

/** A Python value in a signature is the only one that fits. */
function castToLiteral(constraint: Value, value: Value, entry: Entry): Entered {
	if (value === constraint) return same(value);
	const isSame = value.kind === "tensor" ? maybeEqual(constraint, value) : (equal(value, constraint) ?? true);
	if (isSame === undefined) vague("whether a tensor has the value that the trace was made for");
	if (!isSame) entry.reject(`a ${typeName(value)} is not the one value that the trace was made for`, entry.origin);
	return same(value);
}

/** A tensor equals a number if it is a scalar of that value. */
const maybeEqual = (constraint: Value, { spec }: Extract<Value, { kind: "tensor" }>): boolean | undefined =>
	constraint.kind === "none" || (spec.shape.kind === "ranked" && spec.shape.dims.length > 0) ? false : undefined;

function castToSpec(constraint: TypeSpecValue, value: Value, entry: Entry): Entered {
	const traced = placeholder(constraint, entry);
	if (value.kind === "instance" && value.cls.kind === "class") return { traced, actual: traced };
	if (value.kind === "typespec" && entry.allowSpecs) return castSpec(constraint, value, entry);
	const kind = specClass(constraint);
	if (kind === "RaggedTensorSpec" || kind === "SparseTensorSpec") return castToComposite(constraint, value, entry);
	if (kind !== "TensorSpec" && kind !== "BoundedTensorSpec") return { traced, actual: value };
	const given = specOfArgument(value, constraint, entry);
	requireFit(given, constraint.spec, entry);
	const shape = refined(given.shape, constraint.spec.shape);
	return { traced, actual: makeTensor(shape, constraint.spec.dtype, { world: entry.world, eager: false }) };
}

/** A spec stands for a tensor of its shape; it may say less than the signature in nothing, not even in the name. */
function castSpec(constraint: TypeSpecValue, value: TypeSpecValue, entry: Entry): Entered {
	const fits =
		specClass(value) === specClass(constraint) &&
		(value.name === undefined || value.name === constraint.name) &&
		isSubtype(value.spec, constraint.spec) !== false;
	if (!fits) entry.reject(`${printSpec(value.spec)} is no ${printSpec(constraint.spec)}`, entry.origin);
	const traced = placeholder(constraint, entry);
	return { traced, actual: traced };
}

/** Numbers, lists and arrays become tensors of the spec's dtype; tensors keep theirs. */
function specOfArgument(value: Value, constraint: TypeSpecValue, { reject, origin, world }: Entry): Spec {
	const isOther = !isConvertible(value);
	if (isOther)
		return reject(`a ${value.kind === "tensor" ? value.flavor : typeName(value)} is no tensor of the spec`, origin);
	if (value.kind === "tensorshape" && constraint.spec.dtype !== "int32" && constraint.spec.dtype !== "int64")
		return reject("a TensorShape holds ints", origin);
	try {
		const operand = convert(value);
		const wanted = constraint.spec.dtype;
		if (isCast(value, operand, wanted, world)) return { shape: operand.shape, dtype: wanted };
		return { shape: operand.shape, dtype: operand.adapts === true ? adapt(operand, wanted) : operand.dtype };
	} catch (signal) {
		if (signal instanceof Failure) return reject(signal.problem.message, origin);
		throw signal;
	}
}

function isConvertible(value: Value): boolean {
	if (value.kind === "tensor") return value.flavor !== "KerasTensor" && value.spec.layout === undefined;
	if (value.kind === "list" || value.kind === "tuple") return value.items?.every(isConvertible) !== false;
	return CONVERTED.has(value.kind);
}

/** A bool is a number, and numbers in an array are bools, when values are converted at once; with NumPy 2, text too. */
function isCast(value: Value, { isArray, dtype }: Operand, wanted: DType, world: World): boolean {
	if (value.kind === "bool") return isFloating(wanted) || isInteger(wanted);
	if (isArray !== true || wanted !== "bool") return false;
	return isFloating(dtype) || isInteger(dtype) || (world === "keras3" && dtype === "string");
}

const CONVERTED: ReadonlySet<Value["kind"]> = new Set(
	"int float bool str bytes complex tensorshape unknown instance".split(" ") as Value["kind"][],
);

function requireFit(given: Spec, wanted: Spec, { reject, origin }: Entry): void {
	if (isSubtype(given, wanted) === false && isSubtype(wanted, given) === false)
		reject(`${printSpec(given)} is no ${printSpec(wanted)}`, origin);
}

/** Whether every tensor of the one spec is one of the other; absent when not known. */
function isSubtype(a: Spec, b: Spec): boolean | undefined {
	if (typeof a.dtype === "string" && typeof b.dtype === "string" && a.dtype !== b.dtype) return false;
	return isSubshape(a.shape, b.shape);
}

/** Mirrors `TensorShape.is_subtype_of`. */
export function isSubshape(a: Shape, b: Shape): boolean | undefined {
	if (b.kind === "unknown-rank") return true;
	if (a.kind === "top" || b.kind === "top") return undefined;
	if (a.kind === "unknown-rank" || a.dims.length !== b.dims.length) return false;
	let isKnown = true;
	for (const [axis, dim] of a.dims.entries()) {
		const other = b.dims[axis];
		if (other === undefined || (!isStatic(other) && isNone(other))) continue;
		if (isStatic(other) && (isStatic(dim) ? dim !== other : isNone(dim))) return false;
		if (!isStatic(other) || !isStatic(dim)) isKnown = false;
	}
	return isKnown ? true : undefined;
}

/** `value.set_shape(spec.shape)`: what is open in the one is taken from the other. */
function refined(given: Shape, wanted: Shape): Shape {
	if (given.kind !== "ranked")
		return given.kind === "top" && wanted.kind === "ranked" ? wanted : wanted.kind === "ranked" ? wanted : given;
	if (wanted.kind !== "ranked") return given;
	return { kind: "ranked", dims: given.dims.map((dim, axis) => (isStatic(dim) ? dim : (openOr(wanted, axis) ?? dim))) };
}

const openOr = (shape: Extract<Shape, { kind: "ranked" }>, axis: number): number | undefined => {
	const dim = shape.dims[axis];
	return dim !== undefined && isStatic(dim) ? dim : undefined;
};

function castToComposite(constraint: TypeSpecValue, value: Value, entry: Entry): Entered {
	const { reject, origin } = entry;
	const wanted = specClass(constraint) === "RaggedTensorSpec" ? "ragged" : "sparse";
	if (value.kind === "tensor" && value.spec.shape.kind === "top" && !value.spec.layout)
		return vague(value.spec.shape.why);
	if (value.kind !== "tensor" || value.spec.layout?.kind !== wanted)
		return reject(`a ${value.kind === "tensor" ? value.flavor : typeName(value)} is no ${wanted} tensor`, origin);
	requireFit({ shape: value.spec.shape, dtype: value.spec.dtype }, constraint.spec, entry);
	const shape = refined(value.spec.shape, constraint.spec.shape);
	const actual = { ...value, eager: false, spec: withLayout({ shape, dtype: value.spec.dtype }, value.spec.layout) };
	return { traced: placeholder(constraint, entry), actual };
}
