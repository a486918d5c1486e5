import {
	allOf,
	type Dim,
	isNone,
	isUnknown,
	type Shape,
	specClass,
	specState,
	type TypeSpecValue,
	type Value,
	type Verdict,
} from "../../domain";
import { equal } from "../../interpreter/api";
import { sameAsDType } from "../dtypes";

/** Pairs the items of two lists of one length. */
export function* pairs<T>(left: readonly T[], right: readonly T[]): Generator<readonly [T, T]> {
	for (const [index, item] of left.entries()) yield [item, right[index] as T];
}

/** `TensorShape.__eq__`: an open dimension equals an open one. */
export function equalShapes(a: Shape, b: Shape): Verdict {
	if (a.kind === "top" || b.kind === "top") return undefined;
	if (a.kind !== "ranked" || b.kind !== "ranked") return a.kind === b.kind;
	if (a.dims.length !== b.dims.length) return false;
	return allOf([...pairs(a.dims, b.dims)].map(([one, other]) => equalDims(one, other)));
}

function equalDims(a: Dim, b: Dim): Verdict {
	if (isUnknown(a) || isUnknown(b)) return undefined;
	return isNone(a) ? isNone(b) : a === b;
}

/** `TypeSpec.__eq__`: the same class, and everything that they hold is equal. */
export function equalSpecs(a: TypeSpecValue, b: TypeSpecValue): Verdict {
	if (specClass(a) !== specClass(b)) return false;
	const [left, right] = [specState(a), specState(b)];
	if (left.length !== right.length) return false;
	return allOf([...pairs(left, right)].map(([one, other]) => equalParts(one, other)));
}

/** `a == b` of what specs hold: shapes, dtypes, numbers, other specs, and structures of them. */
export function equalParts(a: Value, b: Value): Verdict {
	if (a.kind === "unknown" || b.kind === "unknown") return undefined;
	if (a.kind === "tensorshape" && b.kind === "tensorshape") return equalShapes(a.shape, b.shape);
	if (a.kind === "dtype") return sameAsDType(a.dtype, b);
	if (a.kind === "typespec" || b.kind === "typespec")
		return a.kind === "typespec" && b.kind === "typespec" ? equalSpecs(a, b) : false;
	if ((a.kind === "tuple" && b.kind === "tuple") || (a.kind === "list" && b.kind === "list")) {
		if (!a.items || !b.items) return undefined;
		return a.items.length === b.items.length && allOf([...pairs(a.items, b.items)].map(([x, y]) => equalParts(x, y)));
	}
	if (a.kind === "dict" && b.kind === "dict") {
		if (!a.entries || !b.entries) return undefined;
		const others = b.entries;
		if (a.entries.size !== others.size) return false;
		return allOf(
			[...a.entries].map(([key, { value }]) => {
				const other = others.get(key);
				return other ? equalParts(value, other.value) : false;
			}),
		);
	}
	return equal(a, b);
}
