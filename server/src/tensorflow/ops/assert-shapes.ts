import { type Dim, isStatic, printShape, type Value } from "../../domain";
import { raise, vague } from "../../interpreter/api";
import { convert } from "../convert";
import type { Check } from "./check";

/** `tf.debugging.assert_shapes`: sizes are ints, and names for sizes that are the same wherever they stand. */

const isEllipsis = (value: Value): boolean =>
	value.kind === "ellipsis" || (value.kind === "str" && (value.value === "..." || value.value === "*"));

const itemsOf = (value: Value): readonly Value[] => {
	if (value.kind === "list" || value.kind === "tuple") return value.items ?? vague("a shape that is not known");
	if (value.kind === "str" && value.value !== undefined)
		return [...value.value].map((each) => ({ kind: "str", value: each }));
	return value.kind === "int" ? [value] : vague("a shape that is not followed");
};

/** A dict has references for keys, which are no tensors. */
function rejectDict(shapes: Extract<Value, { kind: "dict" }>): never {
	if (!shapes.entries || shapes.entries.size === 0) return vague("shapes that are not known");
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "tf.debugging.assert_shapes takes pairs of a tensor and its shape",
	});
}

function entriesOf(shapes: Value): readonly (readonly [Value, Value])[] {
	if (shapes.kind === "dict") return rejectDict(shapes);
	if (shapes.kind !== "list" && shapes.kind !== "tuple") return vague("shapes that are no list");
	return (shapes.items ?? vague("shapes that are not known")).map((each) => {
		const [tensor, shape] = each.kind === "tuple" || each.kind === "list" ? (each.items ?? []) : [];
		return tensor && shape ? [tensor, shape] : vague("a pair of a tensor and its shape");
	});
}

export function checkShapes(check: Check): void {
	const sizes = new Map<string, number>();
	for (const [tensor, shape] of entriesOf(check.get("shapes"))) checkOne(check, tensor, itemsOf(shape), sizes);
}

function checkOne(check: Check, tensor: Value, wanted: readonly Value[], sizes: Map<string, number>): void {
	const { shape } = convert(tensor);
	if (shape.kind !== "ranked") return;
	const { dims } = shape;
	const isOpen = wanted[0] !== undefined && isEllipsis(wanted[0]);
	const rest = isOpen ? wanted.slice(1) : wanted;
	const reject = (what: string): never =>
		check.fail({
			code: "input-axis-size",
			message: `a tensor of shape ${printShape(shape)} is not as wanted: ${what}`,
		});
	if (isOpen ? rest.length > dims.length : rest.length !== dims.length) reject(`${rest.length} axes`);
	for (const [at, size] of rest.entries()) {
		const dim = dims[dims.length - rest.length + at] as Dim;
		if (isStatic(dim)) checkSize(dim, size, sizes, reject);
	}
}

function checkSize(dim: number, size: Value, sizes: Map<string, number>, reject: (what: string) => never): void {
	if (size.kind === "int" && size.value !== undefined && size.value !== dim) reject(`${size.value} is not ${dim}`);
	if (size.kind !== "str" || size.value === undefined) return;
	const known = sizes.get(size.value) ?? dim;
	if (known !== dim) reject(`${size.value} is ${known} and ${dim}`);
	sizes.set(size.value, dim);
}
