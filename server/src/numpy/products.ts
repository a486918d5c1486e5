import { broadcastDims, type Dim, isClash, isStatic, printShape, ranked, type Value, type World } from "../domain";
import { type FunctionModel, raise, vague } from "../interpreter/api";
import { type ArrayLike, arrayOrScalar, commonDType, dimsOf, toArray } from "./arrays";
import { boundFunction } from "./define";

/** NumPy multiplies values: what a graph stands for has none, and its failure is not followed. */
function operand(value: Value): ArrayLike {
	if (value.kind === "tensor" && value.eager === false) vague("a graph tensor that NumPy is given");
	return toArray(value);
}

const differ = (a: Dim, b: Dim): boolean => isStatic(a) && isStatic(b) && a !== b;

function rejectShapes(name: string, a: ArrayLike, b: ArrayLike): never {
	raise({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: `${name} cannot multiply arrays of the shapes ${printShape(a.shape)} and ${printShape(b.shape)}`,
	});
}

/** `a @ b`: the last axis of `a` meets the second last of `b`; a vector has one axis only; the rest broadcasts. */
export function matmul(left: Value, right: Value, world: World): Value {
	const [a, b] = [operand(left), operand(right)];
	const [first, second] = [dimsOf(a), dimsOf(b)];
	if (first.length === 0 || second.length === 0) return rejectShapes("@", a, b);
	if (differ(first.at(-1) as Dim, second.at(-2) ?? (second[0] as Dim))) return rejectShapes("@", a, b);
	const batch = broadcastDims(first.slice(0, -2), second.slice(0, -2));
	if (isClash(batch)) return rejectShapes("@", a, b);
	const rows = first.length > 1 ? [first.at(-2) as Dim] : [];
	const columns = second.length > 1 ? [second.at(-1) as Dim] : [];
	return arrayOrScalar(ranked([...batch, ...rows, ...columns]), commonDType(a, b), world);
}

/** `np.dot`: as `@` up to rank 2; above, the axes of both stand one after the other; a number multiplies. */
function dot(left: Value, right: Value, world: World): Value {
	const [a, b] = [operand(left), operand(right)];
	const [first, second] = [dimsOf(a), dimsOf(b)];
	const dtype = commonDType(a, b);
	if (first.length === 0 || second.length === 0) return arrayOrScalar(ranked([...first, ...second]), dtype, world);
	const inner = Math.max(0, second.length - 2);
	if (differ(first.at(-1) as Dim, second[inner] as Dim)) return rejectShapes("np.dot", a, b);
	return arrayOrScalar(ranked([...first.slice(0, -1), ...second.toSpliced(inner, 1)]), dtype, world);
}

export const PRODUCTS: readonly FunctionModel[] = [
	boundFunction("matmul", "x1, x2, out=None, **kwargs", (bound, call) =>
		matmul(bound.get("x1"), bound.get("x2"), call.world),
	),
	boundFunction("dot", "a, b, out=None", (bound, call) => dot(bound.get("a"), bound.get("b"), call.world)),
];
