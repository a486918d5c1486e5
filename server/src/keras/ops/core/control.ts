import { asDense, type Dim, ranked, sameSpec, type TensorValue, unknownRank, type Value } from "../../../domain";
import { type FunctionModel, raise, syntheticArguments, vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { flattenLeaves, flattenTensors, mapLeaves, mapTensors, unknownPart } from "../../engine/structure";
import { itemsOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { firstItems, tensorsIn, trace } from "../functions";
import type { OpCall } from "../op-call";

/** What an operation gives where a traced function gave this: its tensors take the mode of the call. */
function leave(value: Value, op: OpCall, change: (tensor: TensorValue) => TensorValue = (tensor) => tensor): Value {
	const why = unknownPart(value);
	if (why) return vague(why);
	return mapTensors(value, (tensor) => {
		const { spec } = change(tensor);
		const flavor = op.isSymbolic ? "KerasTensor" : "Tensor";
		return { kind: "tensor", flavor, spec, world: op.world, ...(op.isSymbolic ? {} : { eager: op.mode === "eager" }) };
	});
}

const run = (op: OpCall, name: string, args: readonly Value[]): Value =>
	op.isSymbolic || op.mode === "graph"
		? trace(op.get(name), args, op.machine, op.origin)
		: op.machine.call(op.get(name), syntheticArguments(args, op.origin));

/** Whether both hold tensors of one shape and dtype each. */
function alike(a: Value, b: Value): boolean {
	const [x, y] = [tensorsIn(a), tensorsIn(b)];
	const same = (tensor: TensorValue, other: TensorValue) => sameSpec(asDense(tensor.spec), asDense(other.spec));
	return x.length === y.length && x.every((tensor, index) => same(tensor, y[index] as TensorValue));
}

function cond(op: OpCall): OpResult {
	const pred = op.get("pred");
	const call = (name: string): Value => op.machine.call(op.get(name), syntheticArguments([], op.origin));
	if (pred.kind !== "tensor") {
		const truth = op.machine.truth(pred, op.at("pred"));
		return { value: call((truth ?? vague("a condition that is not known")) ? "true_fn" : "false_fn") };
	}
	const [yes, no] = [run(op, "true_fn", []), run(op, "false_fn", [])];
	const same = alike(yes, no) && flattenLeaves(yes).length === flattenLeaves(no).length;
	if (unknownPart(yes) || unknownPart(no)) return vague("a branch that is not known");
	const isPlain = [yes, no].some((value) =>
		flattenLeaves(value).some((leaf) => leaf.kind !== "tensor" && leaf.kind !== "none"),
	);
	if (isPlain && op.isSymbolic)
		op.fail({
			code: "invalid-layer-input",
			exception: "AttributeError",
			message: "a branch of cond gives what is no tensor",
			argument: "true_fn",
		});
	if (isPlain) return vague("branches that give Python values");
	if (same) return { value: leave(yes, op) };
	if (op.mode === "graph") return mergedBranches(yes, no);
	if (!op.isSymbolic) return vague("branches of different shapes");
	return op.fail({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: "the branches of cond give tensors of different shapes or dtypes",
		argument: "false_fn",
	});
}

/** TensorFlow keeps what both branches agree on. */
function mergedBranches(yes: Value, no: Value): OpResult {
	if (yes.kind !== "tensor" || no.kind !== "tensor" || yes.spec.dtype !== no.spec.dtype)
		return vague("branches that differ");
	const [a, b] = [yes.spec.shape, no.spec.shape];
	if (a.kind !== "ranked" || b.kind !== "ranked" || a.dims.length === b.dims.length)
		return vague("branches of different sizes");
	return { shape: unknownRank({ text: "the branches give tensors of different ranks" }), dtype: yes.spec.dtype };
}

function whileLoop(op: OpCall): OpResult {
	const loopVars = op.get("loop_vars");
	if (op.isSymbolic) {
		const plain = flattenLeaves(loopVars).find((leaf) => leaf.kind !== "tensor");
		if (plain)
			return op.fail({
				code: "invalid-layer-input",
				exception: "AttributeError",
				message: "a loop variable is no tensor",
				argument: "loop_vars",
			});
		return { value: leave(loopVars, op) };
	}
	const start = mapLeaves(loopVars, (leaf) => asTensor(leaf, op));
	const vars = itemsOf(start) ?? [start];
	const after = op.machine.call(op.get("body"), syntheticArguments(vars, op.origin));
	return alike(start, after) ? { value: leave(start, op) } : vague("a loop that changes shapes");
}

/** A Python number as the tensor that it becomes. */
function asTensor(leaf: Value, op: OpCall): Value {
	if (leaf.kind === "tensor") return leaf;
	const { shape, dtype } = op.operand(leaf);
	return { kind: "tensor", flavor: "Tensor", spec: { shape, dtype }, world: op.world, eager: op.mode === "eager" };
}

function foriLoop(op: OpCall): OpResult {
	if (op.isSymbolic) return { value: leave(op.get("init_val"), op) };
	const start = mapLeaves(op.get("init_val"), (leaf) => asTensor(leaf, op));
	const after = op.machine.call(op.get("body_fun"), syntheticArguments([{ kind: "int" }, start], op.origin));
	return alike(start, after) ? { value: leave(start, op) } : vague("a loop that changes shapes");
}

const leadingDim = (value: Value): Dim => {
	const shape = tensorsIn(value)[0]?.spec.shape;
	return (shape?.kind === "ranked" ? shape.dims[0] : undefined) ?? vague("how many items there are");
};

const stacked =
	(count: Dim) =>
	(tensor: TensorValue): TensorValue => {
		const { shape, dtype } = tensor.spec;
		return { ...tensor, spec: { shape: shape.kind === "ranked" ? ranked([count, ...shape.dims]) : shape, dtype } };
	};

/** `map` and `vectorized_map`: the function on the first item, once for each. */
const mapOver =
	(func: string, elements: string) =>
	(op: OpCall): OpResult => {
		const xs = op.get(elements);
		const item = trace(op.get(func), [firstItems(xs, op.machine, op.origin)], op.machine, op.origin);
		return { value: leave(item, op, stacked(leadingDim(xs))) };
	};

function scan(op: OpCall): OpResult {
	const xs = op.get("xs");
	if (xs.kind === "none" || op.has("length")) return vague("a scan of a given length");
	const result = trace(op.get("f"), [op.get("init"), firstItems(xs, op.machine, op.origin)], op.machine, op.origin);
	const [carry, y] = itemsOf(result) ?? [];
	if (!carry || !y) return vague("what the function of a scan gives");
	return { value: { kind: "tuple", items: [leave(carry, op), leave(y, op, stacked(leadingDim(xs)))] } };
}

function associativeScan(op: OpCall): OpResult {
	if (op.mode === "graph") {
		const why = { text: "an associative scan slices by sizes that a graph does not know" };
		return {
			value: leave(op.get("elems"), op, (tensor) => ({ ...tensor, spec: { ...tensor.spec, shape: unknownRank(why) } })),
		};
	}
	return { value: leave(op.get("elems"), op) };
}

function switchOp(op: OpCall): OpResult {
	const branches = itemsOf(op.get("branches")) ?? vague("branches that are not known");
	const operands = op.bound.rest.map((argument) => argument.value);
	const index = asInt(op.get("index"));
	if (op.isSymbolic)
		return { value: leave(trace(branches[0] ?? vague("no branches"), operands, op.machine, op.origin), op) };
	if (index === undefined) return vague("an index that is not known");
	const chosen = branches[Math.max(0, Math.min(index, branches.length - 1))] ?? vague("no branches");
	return { value: op.machine.call(chosen, syntheticArguments(operands, op.origin)) };
}

const GRADIENT = "keras.operations.custom_gradient";

/** What `custom_gradient` makes of a function: the first of what it gives. */
const CustomGradient: FunctionModel = {
	kind: "function",
	name: GRADIENT,
	worlds: ["keras3"],
	call({ machine, args }) {
		const [func, ...rest] = args.positional;
		if (rest.some(({ value }) => flattenTensors(value).some((tensor) => tensor.flavor === "KerasTensor"))) {
			raise({
				code: "keras-tensor-in-tf-function",
				exception: "ValueError",
				message: "a function with a gradient of its own takes no KerasTensor: call it inside a layer",
				facts: { function: "custom_gradient" },
			});
		}
		if (!func) return vague("a function with a gradient of its own");
		const result = machine.call(func.value, { ...args, positional: rest });
		return itemsOf(result)?.[0] ?? vague("what the function gives");
	},
};

const customGradient = (op: OpCall): OpResult => ({
	value: {
		kind: "partial",
		func: { kind: "library", name: GRADIENT, world: op.world },
		args: [op.get("f")],
		keywords: [],
	},
});

const MANY = { many: true };

/** Ops that take functions. Mirrors keras/src/ops/core.py. */
export const CONTROL_OPS = [
	defineOp("cond", "core", "pred, true_fn, false_fn", cond, MANY),
	defineOp("while_loop", "core", "cond, body, loop_vars, maximum_iterations=None", whileLoop, {
		...MANY,
		symbolic: ["loop_vars"],
	}),
	defineOp("fori_loop", "core", "lower, upper, body_fun, init_val", foriLoop, {
		...MANY,
		symbolic: ["lower", "upper", "init_val"],
	}),
	defineOp("map", "core", "f, xs", mapOver("f", "xs"), { ...MANY, symbolic: ["xs"] }),
	defineOp("vectorized_map", "core", "function, elements", mapOver("function", "elements"), {
		...MANY,
		symbolic: ["elements"],
	}),
	defineOp("scan", "core", "f, init, xs=None, length=None, reverse=False, unroll=1", scan, {
		...MANY,
		symbolic: ["init", "xs"],
	}),
	defineOp("associative_scan", "core", "f, elems, reverse=False, axis=0", associativeScan, {
		...MANY,
		symbolic: ["elems"],
	}),
	defineOp("switch", "core", "index, branches, *operands", switchOp, { ...MANY, symbolic: [] }),
	defineOp("custom_gradient", "core", "f", customGradient, { ...MANY, symbolic: [], unrecorded: true }),
];

export const CONTROL_MODELS: readonly FunctionModel[] = [CustomGradient];
