import {
	type Dim,
	type DType,
	type DTypeName,
	isStatic,
	list,
	type Reason,
	ranked,
	type Shape,
	type TensorValue,
	topShape,
	unknownDim,
	unknownDType,
	type Value,
	type World,
} from "../domain";
import { type LibraryCall, raise, vague } from "../interpreter/api";
import { promote, promoteScalar, readDType } from "./dtypes";

/** What a value is as an array. */
export interface ArrayLike {
	readonly shape: Shape;
	readonly dtype: DType;
	readonly content?: Value | undefined;
	/** A Python number: it does not widen an array's dtype. */
	readonly scalar?: "bool" | "int" | "float" | undefined;
}

export const MAX_CONTENT = 64;

const PYTHON_DTYPES: Partial<Record<Value["kind"], DTypeName>> = {
	bool: "bool",
	int: "int64",
	float: "float64",
	str: "string",
};

/** `np.asarray` of numbers, nested lists, arrays and eager tensors. */
export function toArray(value: Value): ArrayLike {
	if (value.kind === "tensor" && value.spec.layout)
		return unknownArray("an array of a tensor that is sparse or ragged");
	if (value.kind === "tensor") return { ...value.spec, content: value.content };
	if (value.kind === "list" || value.kind === "tuple")
		return value.items ? fromItems(value.items) : unknownArray("a list that is not known");
	// NumPy iterates a TensorShape; only one that is known throughout is an array of ints.
	if (value.kind === "tensorshape" && value.shape.kind === "ranked" && value.shape.dims.every(isStatic))
		return fromItems(value.shape.dims.map((dim) => ({ kind: "int", value: dim as number })));
	const dtype = PYTHON_DTYPES[value.kind];
	if (!dtype) return unknownArray("an array of what is not known");
	const scalar = value.kind === "bool" || value.kind === "int" || value.kind === "float" ? value.kind : undefined;
	return { shape: ranked([]), dtype, content: value, scalar };
}

const unknownArray = (text: string): ArrayLike => ({ shape: topShape({ text }), dtype: unknownDType({ text }) });

function fromItems(items: readonly Value[]): ArrayLike {
	if (items.length === 0) return { shape: ranked([0]), dtype: "float64", content: list([]) };
	const parts = items.map(toArray);
	const first = (parts[0] as ArrayLike).shape;
	if (first.kind !== "ranked" || parts.some(({ shape }) => shape.kind !== "ranked"))
		return unknownArray("a part that is not known");
	const isRagged = parts.some(({ shape }) => shape.kind === "ranked" && !sameDims(shape.dims, first.dims));
	if (isRagged) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: "the parts of a nested list differ in length: NumPy makes no array of them",
		});
	}
	const shape = ranked([items.length, ...first.dims]);
	const contents = parts.map((part) => part.content);
	const isSmall = (sizeOf(shape.dims) ?? Infinity) <= MAX_CONTENT;
	return {
		shape,
		dtype: parts.map((part) => part.dtype).reduce(promote),
		content: isSmall && !contents.includes(undefined) ? list(contents as Value[]) : undefined,
	};
}

const sameDims = (a: readonly Dim[], b: readonly Dim[]): boolean =>
	a.length === b.length && a.every((dim, axis) => dim === b[axis] || !isStatic(dim) || !isStatic(b[axis] as Dim));

export const sizeOf = (dims: readonly Dim[]): number | undefined =>
	dims.every(isStatic) ? dims.reduce((product: number, dim) => product * (dim as number), 1) : undefined;

export const makeArray = (shape: Shape, dtype: DType, world: World, content?: Value): TensorValue => ({
	kind: "tensor",
	flavor: "ndarray",
	spec: { shape, dtype },
	world,
	content,
});

/** An array of no dimension is a number where its value is known. */
export function arrayOrScalar(shape: Shape, dtype: DType, world: World, content?: Value): Value {
	const isScalar = shape.kind === "ranked" && shape.dims.length === 0;
	if (isScalar && (content?.kind === "int" || content?.kind === "float")) return { ...content, numpy: dtype };
	return isScalar && content ? content : makeArray(shape, dtype, world, content);
}

export function dimsOf({ shape }: ArrayLike): readonly Dim[] {
	if (shape.kind === "ranked") return shape.dims;
	return vague(shape.why);
}

/** The dtype that two operands have together. */
export function commonDType(a: ArrayLike, b: ArrayLike): DType {
	if (a.scalar && !b.scalar) return promoteScalar(b.dtype, a.scalar);
	if (b.scalar && !a.scalar) return promoteScalar(a.dtype, b.scalar);
	return promote(a.dtype, b.dtype);
}

/** A shape argument: an int or a sequence of them. */
export function readShape(value: Value, call: LibraryCall): readonly Dim[] {
	if (value.kind === "list" || value.kind === "tuple") {
		return (value.items ?? vague("a shape that is not known")).map((item) => readSize(item));
	}
	if (value.kind === "tensorshape" && value.shape.kind === "unknown-rank") {
		raise({
			code: "undefined-dimension",
			exception: "TypeError",
			message: "a shape of unknown rank is no shape of an array",
			because: [value.shape.why],
		});
	}
	if (value.kind === "tensorshape" || value.kind === "iterator") {
		return (call.machine.iterate(value, call.args.origin) ?? vague("a shape that is not known")).map((item) =>
			readSize(item),
		);
	}
	if (value.kind === "tensor" && value.content) return readShape(value.content, call);
	if (value.kind === "unknown") return vague(value.why);
	// `None` was the shape of a scalar before NumPy 2.
	if (value.kind === "none" && call.world === "keras2") return [];
	return [readSize(value)];
}

function readSize(value: Value): Dim {
	if (value.kind === "int") return value.value ?? unknownDim(value.why ?? { text: "an int that is not known" });
	if (value.kind === "bool") return Number(value.value ?? false);
	if (value.kind === "unknown") return unknownDim(value.why);
	if (value.kind === "none") rejectNone(value);
	if (value.kind === "float") {
		raise({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `a size of an array is an int, found the float ${value.value ?? ""}`.trimEnd(),
			facts: { fix: "integer-division" },
		});
	}
	return unknownDim({ text: "a size that is not known" });
}

function rejectNone(value: Extract<Value, { kind: "none" }>): never {
	const { dimOf } = value;
	const because: readonly Reason[] = dimOf && !isStatic(dimOf.dim) ? [dimOf.dim.why] : [];
	raise({
		code: dimOf ? "undefined-dimension" : "invalid-layer-argument",
		exception: "TypeError",
		message: dimOf
			? `axis ${dimOf.axis} of the shape is None, but an array needs every size`
			: "a size of an array is an int, found None",
		because,
	});
}

/** The dtype argument, or what it is without one. */
export const dtypeOr = (value: Value, fallback: DType): DType => (value.kind === "none" ? fallback : readDType(value));
