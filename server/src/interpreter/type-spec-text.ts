import { isUnknown, printShape, specClass, specPart, specState, type TypeSpecValue, type Value } from "../domain";

/** `repr` of what a spec holds; absent when not known. */
type PartText = (value: Value) => string | undefined;

/** Specs that name what they hold when they print; all others show the tuple of it, in TensorFlow's order. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
	TensorSpec: ["shape", "dtype", "name"],
	BoundedTensorSpec: ["shape", "dtype", "name", "minimum", "maximum"],
	VariableSpec: ["shape", "dtype", "trainable", "alias_id"],
	RowPartitionSpec: ["nrows", "nvals", "uniform_row_length", "dtype"],
};

/** `repr(spec)`, which `str` gives as well; absent when some part is not known. Mirrors the classes' own `__repr__`. */
export function typeSpecText(spec: TypeSpecValue, textOf: PartText): string | undefined {
	const name = specClass(spec);
	const named = NAMED[name];
	const parts = named
		? named.map((part) => labelled(part, specPart(spec, part), textOf))
		: specState(spec).map((value) => textOf(value));
	if (parts.includes(undefined)) return undefined;
	return `${name}(${parts.join(", ")}${!named && parts.length === 1 ? "," : ""})`;
}

/** `shape=(2, 3)`: a shape stands as `str` gives it. */
function labelled(part: string, value: Value, textOf: PartText): string | undefined {
	const text = value.kind === "tensorshape" ? shapeText(value) : textOf(value);
	return text === undefined ? undefined : `${part}=${text}`;
}

function shapeText({ shape }: Extract<Value, { kind: "tensorshape" }>): string | undefined {
	if (shape.kind === "top" || (shape.kind === "ranked" && shape.dims.some(isUnknown))) return undefined;
	return printShape(shape);
}
