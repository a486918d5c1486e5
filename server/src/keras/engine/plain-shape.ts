import { ranked, type Shape, type Value } from "../../domain";
import { itemsOf } from "./argument-readers";

const PLAIN: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str"]);

/** The shape that a tensor, a Python number or nested lists of numbers have as a tensor; absent when it is not known. */
export function shapeOfValue(value: Value): Shape | undefined {
	if (value.kind === "tensor") return value.spec.shape;
	if (PLAIN.has(value.kind)) return ranked([]);
	const items = itemsOf(value)?.map(shapeOfValue);
	if (!items) return undefined;
	const first = items[0];
	if (items.length === 0) return ranked([0]);
	return first?.kind === "ranked" && items.every((item) => sameSizes(item, first))
		? ranked([items.length, ...first.dims])
		: undefined;
}

const sameSizes = (shape: Shape | undefined, other: Shape & { readonly kind: "ranked" }): boolean =>
	shape?.kind === "ranked" &&
	shape.dims.length === other.dims.length &&
	shape.dims.every((dim, axis) => typeof dim === "number" && dim === other.dims[axis]);
