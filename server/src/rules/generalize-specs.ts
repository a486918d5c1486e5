import {
	type Dim,
	isStatic,
	noneDim,
	ranked,
	type Shape,
	type TypeSpecValue,
	unknownRank,
	type Value,
} from "../domain";

/** The least specs that cover several calls: `None` where sizes differ, as `tf.TensorSpec` says it. */

const OPEN = { text: "the calls differ here" };

/** Absent when the structures or dtypes differ: no signature covers both. */
export function generalize(a: Value, b: Value): Value | undefined {
	if (a.kind === "typespec" && b.kind === "typespec") return generalizeSpec(a, b);
	if ((a.kind === "list" && b.kind === "list") || (a.kind === "tuple" && b.kind === "tuple")) {
		const items = a.items && b.items && generalizeAll(a.items, b.items);
		return items && (a.kind === "list" ? { kind: "list", items } : { ...a, items });
	}
	if (a.kind !== "dict" || b.kind !== "dict" || a.entries?.size !== b.entries?.size) return undefined;
	const entries = [...(a.entries ?? [])].map(([key, entry]) => {
		const other = b.entries?.get(key);
		const value = other && generalize(entry.value, other.value);
		return value && ([key, { ...entry, value }] as const);
	});
	return entries.every((each) => each !== undefined) ? { ...a, entries: new Map(entries) } : undefined;
}

export function generalizeAll(a: readonly Value[], b: readonly Value[]): readonly Value[] | undefined {
	if (a.length !== b.length) return undefined;
	const items = a.map((item, index) => generalize(item, b[index] as Value));
	return items.every((item): item is Value => item !== undefined) ? items : undefined;
}

function generalizeSpec(a: TypeSpecValue, b: TypeSpecValue): TypeSpecValue | undefined {
	if (a.spec.dtype !== b.spec.dtype) return undefined;
	return { ...a, spec: { dtype: a.spec.dtype, shape: generalizeShape(a.spec.shape, b.spec.shape) } };
}

function generalizeShape(a: Shape, b: Shape): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return a.kind === "ranked" ? b : a;
	if (a.dims.length !== b.dims.length) return unknownRank(OPEN);
	return ranked(a.dims.map((dim, axis) => generalizeDim(dim, b.dims[axis] as Dim)));
}

const generalizeDim = (a: Dim, b: Dim): Dim => {
	if (!isStatic(a) && a.kind === "unknown") return a;
	if (!isStatic(b) && b.kind === "unknown") return b;
	return a === b ? a : noneDim(OPEN);
};

/** What was written, with the sizes and dtypes that the calls need: what it leaves open stays open. */
export function adjust(written: Value | undefined, calls: Value): Value {
	if (written?.kind === "typespec" && calls.kind === "typespec") {
		const [from, to] = [written.spec.shape, calls.spec.shape];
		const isKept = from.kind === "ranked" && to.kind === "ranked" && from.dims.length === to.dims.length;
		const dims = isKept ? to.dims.map((dim, axis) => keepOpen(from.dims[axis] as Dim, dim)) : undefined;
		const shape = from.kind === "unknown-rank" ? from : dims ? ranked(dims) : to;
		return { ...calls, name: written.name, spec: { dtype: calls.spec.dtype, shape } };
	}
	if (written?.kind === "list" && calls.kind === "list")
		return { kind: "list", items: calls.items?.map((item, index) => adjust(written.items?.[index], item)) };
	if (written?.kind === "tuple" && calls.kind === "tuple")
		return { ...calls, items: calls.items.map((item, index) => adjust(written.items[index], item)) };
	if (written?.kind !== "dict" || calls.kind !== "dict") return calls;
	const entries = [...(calls.entries ?? [])].map(
		([key, entry]) => [key, { ...entry, value: adjust(written.entries?.get(key)?.value, entry.value) }] as const,
	);
	return { ...calls, entries: new Map(entries) };
}

const keepOpen = (from: Dim, to: Dim): Dim => (!isStatic(from) && from.kind === "none" ? from : to);
