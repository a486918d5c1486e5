import { ranked, type TensorValue, unknownRank, type Value, type World } from "../../domain";
import { raise, type TracedControl, vague } from "../../interpreter/api";
import { coveringShape } from "../common-shape";
import { convert, makeTensor } from "../convert";
import { mapLeaves } from "../spec-values";
import { sameStructure } from "../structure";
import { isSubshape } from "./trace-type";

/** `if`, `for` and `while` on tensors of a graph. Mirrors tensorflow/python/autograph/operators/control_flow.py. */
export const TENSOR_CONTROL: TracedControl = {
	handles: (value) => value.kind === "tensor" && value.flavor === "Tensor" && value.eager === false,
	item: rowOf,
	enter: (value, world) => mapLeaves(value, (leaf) => enterLeaf(leaf, world)),
	leave: (name, before, after, world) => pairLeaves(before, after, (a, b) => leaveLeaf(name, a, b, world)),
	merge: (name, yes, no, world) => pairLeaves(yes, no, (a, b) => mergeLeaf(name, a, b, world)),
};

/** What a loop over a tensor gives: its rows. */
function rowOf(source: Value, origin: Parameters<TracedControl["item"]>[1]): Value {
	const { spec, world } = source as TensorValue;
	const why = { text: "a row of a tensor of unknown rank", origin };
	const shape =
		spec.shape.kind === "ranked"
			? ranked(spec.shape.dims.slice(1))
			: spec.shape.kind === "top"
				? spec.shape
				: unknownRank(why);
	return makeTensor(shape, spec.dtype, { world, eager: false });
}

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool"]);

/** In the graph, numbers are tensors, and what a tensor holds is not known. */
function enterLeaf(leaf: Value, world: World): Value {
	if (leaf.kind === "tensor" && leaf.flavor === "Tensor") return { ...leaf, eager: false, content: undefined };
	if (!NUMBERS.has(leaf.kind)) return leaf;
	const { shape, dtype } = convert(leaf);
	return makeTensor(shape, dtype, { world, eager: false });
}

function pairLeaves(a: Value, b: Value, pair: (a: Value, b: Value) => Value): Value {
	if (a.kind === "unknown" || b.kind === "unknown") return a.kind === "unknown" ? a : b;
	if (!sameStructure(a, b)) return vague("a variable that changes its structure in traced control flow");
	const others: Value[] = [];
	mapLeaves(b, (leaf) => {
		others.push(leaf);
		return leaf;
	});
	let index = 0;
	return mapLeaves(a, (leaf) => {
		const other = others[index] as Value;
		index += 1;
		return pair(leaf, other);
	});
}

const tensorOf = (leaf: Value, world: World): TensorValue | undefined => {
	const entered = enterLeaf(leaf, world);
	return entered.kind === "tensor" && entered.flavor === "Tensor" ? entered : undefined;
};

/** A loop's variable keeps its dtype, and its shape as far as it is known. */
function leaveLeaf(name: string, before: Value, after: Value, world: World): Value {
	const [entry, exit] = [tensorOf(before, world), tensorOf(after, world)];
	if (!entry || !exit) return enterLeaf(after, world);
	requireDType(name, entry, exit, "before the loop", "after one iteration");
	if (isSubshape(exit.spec.shape, entry.spec.shape) === false)
		raise({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: `${name} changes its shape in a loop that is traced; set_loop_options says what may change`,
		});
	return entry;
}

function requireDType(name: string, a: TensorValue, b: TensorValue, here: string, there: string): void {
	const [left, right] = [a.spec.dtype, b.spec.dtype];
	if (typeof left !== "string" || typeof right !== "string" || left === right) return;
	raise({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `${name} has dtype ${left} ${here}, but ${right} ${there}`,
	});
}

const DIFFER = { text: "the branches of the condition differ here" };

/** What the two branches of an `if` set: sizes that differ are open after it. */
function mergeLeaf(name: string, yes: Value, no: Value, world: World): Value {
	if (yes === no) return yes;
	const [a, b] = [tensorOf(yes, world), tensorOf(no, world)];
	if (!a || !b) return vague("a variable that is no tensor on both branches");
	requireDType(name, a, b, "on the one branch", "on the other");
	return { ...a, spec: { ...a.spec, shape: coveringShape([a.spec.shape, b.spec.shape], DIFFER) } };
}
