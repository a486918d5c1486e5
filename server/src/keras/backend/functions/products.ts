import { int, list, NONE, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { type BackendCall, backendFunction, intOf, ints, rankOf, sizesOf } from "./define";

/** Sizes as `dot` reads them: ints where they are known, else a scalar of the shape tensor. */
function mixedSizes(k: BackendCall, x: Value): readonly Value[] {
	const parts = k.tf("unstack", [k.tf("shape", [x])]);
	const items = parts.kind === "list" && parts.items ? parts.items : vague("the shape is not known");
	return sizesOf(x).map((size, axis) => (size === undefined ? (items[axis] as Value) : int(size)));
}

/** `dot`: the last axis of `x` with the last but one of `y`, as in Theano. */
const DOT = backendFunction("dot", "x, y", (k) => {
	const [x, y] = [k.get("x"), k.get("y")];
	const [rankX, rankY] = [rankOf(x), rankOf(y)];
	if (rankX <= 2 && rankY <= 2) return k.tf("matmul", [x, y]);
	const [sizesX, sizesY] = [mixedSizes(k, x), mixedSizes(k, y)];
	if (rankY < 2) return vague("dot with a vector");
	const axes = Array.from({ length: rankY }, (_, axis) => axis);
	const inner = axes.splice(-2, 1);
	const left = k.tf("reshape", [x, list([int(-1), sizesX.at(-1) as Value])]);
	const turned = k.tf("transpose", [y], { perm: ints(...inner, ...axes) });
	const right = k.tf("reshape", [turned, list([sizesY.at(-2) as Value, int(-1)])]);
	const sizes = [...sizesX.slice(0, -1), ...sizesY.slice(0, -2), sizesY.at(-1) as Value];
	return k.tf("reshape", [k.tf("matmul", [left, right]), { kind: "tuple", items: sizes }]);
});

/** The two axes that `batch_dot` contracts. */
function contractedAxes(k: BackendCall, rankX: number, rankY: number): readonly [number, number] {
	const axes = k.get("axes");
	if (axes.kind === "none") return [rankX - 1, rankY === 2 ? 1 : rankY - 2];
	const given =
		axes.kind === "int" ? [axes, axes] : axes.kind === "list" || axes.kind === "tuple" ? axes.items : undefined;
	const [a, b] = given ?? vague("the axes are not known");
	if (!a || !b) return vague("the axes are not known");
	if ([a, b].some((each) => each.kind === "list" || each.kind === "tuple"))
		return k.fail("batch_dot contracts one axis of each operand", "axes");
	const [first, second] = [intOf(a, "axes"), intOf(b, "axes")];
	const normal = [first < 0 ? first + rankX : first, second < 0 ? second + rankY : second] as const;
	if (normal.includes(0)) return k.fail("batch_dot cannot contract the batch axis 0", "axes");
	return normal;
}

function checkBatchDot(k: BackendCall, x: Value, y: Value): readonly [number, number] {
	const [sizesX, sizesY] = [sizesOf(x), sizesOf(y)];
	if (sizesX.length < 2 || sizesY.length < 2)
		return k.fail("batch_dot needs two tensors of rank 2 or more", undefined, "input-rank");
	const [batchX, batchY] = [sizesX[0], sizesY[0]];
	if (batchX !== undefined && batchY !== undefined && batchX !== batchY)
		k.fail(`batch_dot needs one batch size, found ${batchX} and ${batchY}`, undefined, "merge-shape-mismatch");
	const [a, b] = contractedAxes(k, sizesX.length, sizesY.length);
	if (a >= sizesX.length || b >= sizesY.length || a < 0 || b < 0)
		return k.fail("an axis of batch_dot is out of range", "axes", "input-rank", "IndexError");
	const [left, right] = [sizesX[a], sizesY[b]];
	if (left !== undefined && right !== undefined && left !== right)
		k.fail(`batch_dot contracts axes of sizes ${left} and ${right}`, undefined, "merge-shape-mismatch");
	return [a, b];
}

/** Brings axis `from` to place `to`, the others in order. */
function moveAxis(k: BackendCall, x: Value, from: number, to: number): Value {
	if (from === to) return x;
	const axes = Array.from({ length: sizesOf(x).length }, (_, axis) => axis).filter((axis) => axis !== from);
	return k.tf("transpose", [x, ints(...axes.toSpliced(to, 0, from))]);
}

const from = (lower: Value, upper: Value = NONE): Value => ({ kind: "slice", lower, upper, step: NONE });

/** `batch_dot`: a product for each sample. Mirrors `batch_dot` of keras/src/backend.py. */
const BATCH_DOT = backendFunction("batch_dot", "x, y, axes=None", (k) => {
	const [x, y] = [k.get("x"), k.get("y")];
	const [axisX, axisY] = checkBatchDot(k, x, y);
	const [rankX, rankY] = [sizesOf(x).length, sizesOf(y).length];
	let left = rankX === 2 ? k.tf("expand_dims", [x, int(1)]) : x;
	let right = rankY === 2 ? k.tf("expand_dims", [y, int(2)]) : y;
	left = moveAxis(k, left, rankX === 2 ? axisX + 1 : axisX, sizesOf(left).length - 1);
	right = moveAxis(k, right, axisY, 1);
	const middle = squashMiddle(k, left);
	const trail = squashTrail(k, right);
	let result = k.tf("matmul", [middle.value, trail.value]);
	let shape = k.tf("shape", [result]);
	if (middle.sizes) {
		const ends = [k.item(shape, from(NONE, int(1))), middle.sizes, k.item(shape, from(int(-1)))];
		shape = k.tf("concat", [list(ends), int(0)]);
	}
	if (trail.sizes) shape = k.tf("concat", [list([k.item(shape, from(NONE, int(-1))), trail.sizes]), int(0)]);
	if (middle.sizes || trail.sizes) result = k.tf("reshape", [result, shape]);
	if (rankX === 2) return k.tf("squeeze", [result, int(1)]);
	return rankY === 2 ? k.tf("squeeze", [result, int(-1)]) : result;
});

interface Squashed {
	readonly value: Value;
	/** The sizes that were made one. */
	readonly sizes?: Value;
}

function squashMiddle(k: BackendCall, x: Value): Squashed {
	if (sizesOf(x).length <= 3) return { value: x };
	const shape = k.tf("shape", [x]);
	const sizes = k.item(shape, from(int(1), int(-1)));
	const target = k.tf("stack", [list([k.item(shape, int(0)), int(-1), k.item(shape, int(-1))])]);
	return { value: k.tf("reshape", [x, target]), sizes };
}

function squashTrail(k: BackendCall, y: Value): Squashed {
	if (sizesOf(y).length <= 3) return { value: y };
	const shape = k.tf("shape", [y]);
	const sizes = k.item(shape, from(int(2)));
	const target = k.tf("stack", [list([k.item(shape, int(0)), k.item(shape, int(1)), int(-1)])]);
	return { value: k.tf("reshape", [y, target]), sizes };
}

export const PRODUCTS: readonly FunctionModel[] = [DOT, BATCH_DOT];
