import {
	type Dim,
	isStatic,
	mergeDims,
	noneDim,
	type Origin,
	ranked,
	type Shape,
	type Spec,
	sameShape,
	type TensorValue,
	unknownRank,
	type Value,
} from "../../domain";
import {
	defineFunction,
	type FunctionModel,
	type LibraryCall,
	type Machine,
	raise,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { readOptionalDType } from "../dtypes";
import { isTracing, tensorsOf } from "../op";
import { mergeShapes } from "../shape-functions";
import { flatten, pack, sameStructure } from "../structure";

const isCallable = (value: Value): boolean =>
	value.kind === "function" || value.kind === "method" || value.kind === "partial" || value.kind === "library";

function run(value: Value, operands: readonly Value[], call: LibraryCall): Value {
	if (!isCallable(value)) return vague("a function that is not followed");
	return call.machine.call(value, syntheticArguments(operands, call.args.origin));
}

/** KerasTensors go through the dispatcher, which is not followed here. */
function requirePlain(values: readonly Value[], name: string, world: LibraryCall["world"], origin: Origin): void {
	if (!values.some((value) => tensorsOf(value).some(({ flavor }) => flavor === "KerasTensor"))) return;
	if (world === "keras2") vague(`tf.${name} on KerasTensors`);
	raise(
		{
			code: "keras-tensor-in-tf-function",
			exception: "ValueError",
			message: `tf.${name} cannot take a KerasTensor in Keras 3; use keras.ops, or call it inside a layer`,
			facts: { function: `tf.${name}` },
		},
		origin,
	);
}

const asTensor = (value: Value, call: LibraryCall, eager: boolean): TensorValue => {
	if (value.kind === "tensor" && value.flavor !== "ndarray") return value;
	const { shape, dtype } = convert(value);
	return makeTensor(shape, dtype, { world: call.world, eager });
};

/** What two branches of a graph give: the sizes that differ are open. */
function mergeBranches(a: TensorValue, b: TensorValue, call: LibraryCall): TensorValue {
	const [left, right] = [a.spec, b.spec];
	if (typeof left.dtype !== "string" || typeof right.dtype !== "string") return vague("the dtype of a branch");
	if (left.dtype !== right.dtype) return rejectBranches(call, `${left.dtype} and ${right.dtype}`);
	return makeTensor(commonShape(left.shape, right.shape, call.args.origin), left.dtype, {
		world: call.world,
		eager: false,
	});
}

function commonShape(a: Shape, b: Shape, origin: Origin): Shape {
	if (a.kind === "top" || b.kind === "top") return vague("the shape of a branch");
	const why = { text: "the branches of tf.cond differ here", origin };
	if (a.kind !== "ranked" || b.kind !== "ranked" || a.dims.length !== b.dims.length) return unknownRank(why);
	return ranked(a.dims.map((dim, axis) => commonDim(dim, b.dims[axis] as Dim, why)));
}

function commonDim(a: Dim, b: Dim, why: { readonly text: string; readonly origin: Origin }): Dim {
	if (a === b) return a;
	if (!isStatic(a)) return a;
	return isStatic(b) ? noneDim(why) : b;
}

const rejectBranches = (call: LibraryCall, what: string): never =>
	raise(
		{
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `the branches of tf.cond must give the same: ${what} differ`,
		},
		call.args.origin,
	);

/** Both branches are traced in a graph; on values only the one that the predicate takes is run. */
function branch(predicate: Value, branches: readonly [Value, Value], call: LibraryCall): Value {
	const { machine, args } = call;
	if (!isTracing(machine)) {
		const taken = machine.truth(predicate, args.origin);
		if (taken !== undefined) return run(branches[taken ? 0 : 1], [], call);
		const [yes, no] = branches.map((each) => run(each, [], call)) as [Value, Value];
		return alike(yes, no) ? withoutContent(yes) : vague("the branches of tf.cond differ");
	}
	if (predicate.kind === "bool") {
		raise({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "the predicate of tf.cond is a Python bool: use an if statement",
			argument: "pred",
		});
	}
	const [yes, no] = branches.map((each) => run(each, [], call)) as [Value, Value];
	return mergeAll(yes, no, call);
}

function mergeAll(yes: Value, no: Value, call: LibraryCall): Value {
	if (yes.kind === "none" || no.kind === "none") return vague("a branch that gives None");
	const [left, right] = [flatten(yes), flatten(no)];
	if (left.some((leaf) => leaf.kind === "unknown") || right.some((leaf) => leaf.kind === "unknown"))
		return vague("a branch that is not known");
	if (!sameStructure(yes, no)) return rejectBranches(call, "their structures");
	const merged = left.map((leaf, index) =>
		mergeBranches(asTensor(leaf, call, false), asTensor(right[index] as Value, call, false), call),
	);
	return pack(yes, merged);
}

const withoutContent = (value: Value): Value =>
	pack(
		value,
		flatten(value).map((leaf) => (leaf.kind === "tensor" ? { ...leaf, content: undefined } : leaf)),
	);

const sameSpec = (a: Spec, b: Spec): boolean =>
	typeof a.dtype === "string" && a.dtype === b.dtype && a.shape.kind === "ranked" && sameShape(a.shape, b.shape);

function alike(a: Value, b: Value): boolean {
	if (!sameStructure(a, b)) return false;
	const others = flatten(b);
	return flatten(a).every((leaf, index) => {
		const other = others[index];
		return leaf.kind === "tensor" && other?.kind === "tensor" && sameSpec(leaf.spec, other.spec);
	});
}

/** Keras 2 traces the branches of a layer that it makes of `tf.cond`: what they capture stays a KerasTensor. */
function rejectSymbolicBranch(predicate: Value, branches: readonly Value[], call: LibraryCall): void {
	const isSymbol = (value: Value): boolean => tensorsOf(value).some(({ flavor }) => flavor === "KerasTensor");
	if (!isSymbol(predicate) || !branches.map((each) => run(each, [], call)).some(isSymbol)) return;
	raise(
		{
			code: "keras-tensor-in-tf-function",
			exception: "TypeError",
			message: "a branch of tf.cond gives a KerasTensor that it captured: use it inside a layer's call",
			facts: { function: "tf.cond" },
		},
		call.args.origin,
	);
}

const COND = defineFunction(
	"tensorflow.cond",
	"pred, true_fn=None, false_fn=None, name=None",
	(bound, call) => {
		const predicate = bound.get("pred");
		if (call.world === "keras2") rejectSymbolicBranch(predicate, [bound.get("true_fn"), bound.get("false_fn")], call);
		requirePlain([predicate], "cond", call.world, call.args.origin);
		return branch(predicate, [bound.get("true_fn"), bound.get("false_fn")], call);
	},
	{ aliases: ["tensorflow.compat.v1.cond"] },
);

const SWITCH_CASE = defineFunction(
	"tensorflow.switch_case",
	"branch_index, branch_fns, default=None, name='switch_case'",
	(bound, call) => {
		const index = bound.get("branch_index");
		requirePlain([index], "switch_case", call.world, call.args.origin);
		const fns = bound.get("branch_fns");
		if ((fns.kind !== "list" && fns.kind !== "tuple") || !fns.items) return vague("the branches of tf.switch_case");
		const all = bound.get("default").kind === "none" ? fns.items : [...fns.items, bound.get("default")];
		const content = index.kind === "tensor" ? index.content : index;
		if (!isTracing(call.machine)) {
			const at = content?.kind === "int" ? content.value : undefined;
			return at === undefined ? vague("which branch is taken") : run(all[at] ?? (all.at(-1) as Value), [], call);
		}
		const results = all.map((each) => run(each, [], call));
		return results.reduce((a, b) => mergeAll(a, b, call));
	},
);

/** The first axis of what is mapped over, and one element of it. */
function elementsOf(elems: Value, call: LibraryCall, eager: boolean): { readonly count: Dim; readonly element: Value } {
	const leaves = flatten(elems).map((leaf) => asTensor(leaf, call, eager));
	let count: Dim | undefined;
	const items = leaves.map(({ spec }) => {
		if (spec.shape.kind !== "ranked") return vague(spec.shape.why);
		const [first, ...rest] = spec.shape.dims;
		if (first === undefined) return vague("a scalar has no elements");
		count = count === undefined ? first : (mergeDims(count, first) ?? vague("elements that do not pair"));
		return makeTensor(ranked(rest), spec.dtype, { world: call.world, eager });
	});
	return { count: count ?? vague("nothing to map over"), element: pack(elems, items) };
}

const stacked = (count: Dim, result: Value, call: LibraryCall, eager: boolean): Value =>
	pack(
		result,
		flatten(result).map((leaf) => {
			const { spec } = asTensor(leaf.kind === "unknown" ? vague(leaf.why) : leaf, call, eager);
			if (spec.shape.kind !== "ranked") return vague("elements of unknown rank");
			return makeTensor(ranked([count, ...spec.shape.dims]), spec.dtype, { world: call.world, eager });
		}),
	);

/** What `fn_output_signature` says of each result. */
function applySignature(result: Value, signature: Value, elems: Value): Value {
	if (signature.kind === "none") return requireLike(result, elems);
	if (!sameStructure(result, signature)) return vague("a signature of another structure");
	const wanted = flatten(signature);
	return pack(
		result,
		flatten(result).map((leaf, index) => {
			if (leaf.kind !== "tensor") return vague("a result that is no tensor");
			return constrain(leaf, wanted[index] as Value);
		}),
	);
}

function constrain(leaf: TensorValue, wanted: Value): TensorValue {
	if (wanted.kind === "typespec") {
		if (wanted.spec.dtype !== leaf.spec.dtype) return vague("a signature of another dtype");
		const shape = mergeShapes(leaf.spec.shape, wanted.spec.shape) ?? vague("a signature of another shape");
		return { ...leaf, spec: { ...leaf.spec, shape } };
	}
	if (wanted.kind === "instance" || wanted.kind === "unknown") return vague("a signature that is not followed");
	return readOptionalDType(wanted) === leaf.spec.dtype ? leaf : vague("a signature of another dtype");
}

/** Without a signature, results have the structure and dtypes of the elements. */
function requireLike(result: Value, elems: Value): Value {
	const [results, given] = [flatten(result), flatten(elems)];
	const fits =
		sameStructure(result, elems) &&
		results.every((leaf, index) => {
			const other = given[index];
			return leaf.kind === "tensor" && other?.kind === "tensor" && leaf.spec.dtype === other.spec.dtype;
		});
	return fits ? result : vague("results that differ from the elements without a signature");
}

/** `tf.map_fn` and its like build a TypeSpec of their elements first: of a KerasTensor there is none. */
function rejectSymbolic(elems: Value, name: string): void {
	if (!tensorsOf(elems).some((tensor) => tensor.flavor === "KerasTensor")) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: "TypeError",
		message: `tf.${name} cannot take a KerasTensor: no TypeSpec can be built of it; call it inside a layer`,
		facts: { function: `tf.${name}` },
	});
}

/** `tf.map_fn` alone hands its function to AutoGraph, wherever it is called. */
function converted<T>(machine: Machine, body: () => T): T {
	const outer = machine.inPlainGraph;
	machine.inPlainGraph = false;
	try {
		return body();
	} finally {
		machine.inPlainGraph = outer;
	}
}

const MAP_FN = defineFunction(
	"tensorflow.map_fn",
	"fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, infer_shape=True, name=None, fn_output_signature=None",
	(bound, call) => {
		const elems = bound.get("elems");
		rejectSymbolic(elems, "map_fn");
		const eager = !isTracing(call.machine);
		const { count, element } = elementsOf(elems, call, eager);
		const given = bound.get("fn_output_signature");
		const signature = given.kind === "none" ? bound.get("dtype") : given;
		const result = converted(call.machine, () => run(bound.get("fn"), [element], call));
		return stacked(count, applySignature(result, signature, elems), call, eager);
	},
);

const VECTORIZED_MAP = defineFunction(
	"tensorflow.vectorized_map",
	"fn, elems, fallback_to_while_loop=True, warn=True",
	(bound, call) => {
		const elems = bound.get("elems");
		if (tensorsOf(elems).some(({ flavor }) => flavor === "KerasTensor")) {
			raise({
				code: "keras-tensor-in-tf-function",
				exception: call.world === "keras2" ? "TypeError" : "ValueError",
				message: "tf.vectorized_map cannot take a KerasTensor; use it inside a layer's call",
				facts: { function: "tf.vectorized_map" },
			});
		}
		const { count, element } = elementsOf(elems, call, false);
		const { machine, args } = call;
		const inner = machine.inGraph;
		machine.inGraph = true;
		try {
			const result = machine.call(bound.get("fn"), syntheticArguments([element], args.origin));
			return stacked(count, result, call, !inner && machine.tracing === undefined);
		} finally {
			machine.inGraph = inner;
		}
	},
);

/** `tf.foldl`, `tf.foldr` and `tf.scan`: what is carried keeps its shape. */
const carrying = (name: string, keepsAll: boolean): FunctionModel =>
	defineFunction(
		`tensorflow.${name}`,
		"fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False, infer_shape=True, reverse=False, name=None",
		(bound, call) => {
			const elems = bound.get("elems");
			requirePlain([elems], name, call.world, call.args.origin);
			const eager = !isTracing(call.machine);
			const { count, element } = elementsOf(elems, call, eager);
			const given = bound.get("initializer");
			const initial = given.kind === "none" ? element : given;
			const carried = pack(
				initial,
				flatten(initial).map((leaf) => ({ ...asTensor(leaf, call, eager), content: undefined })),
			);
			const result = run(bound.get("fn"), [carried, element], call);
			if (!alike(result, carried)) return vague(`what tf.${name} carries changes its shape`);
			return keepsAll ? stacked(count, carried, call, eager) : carried;
		},
	);

const WHILE_LOOP = defineFunction(
	"tensorflow.while_loop",
	"cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, back_prop=True, swap_memory=False, maximum_iterations=None, name=None",
	(bound, call) => {
		const variables = bound.get("loop_vars");
		requirePlain([variables], "while_loop", call.world, call.args.origin);
		if (!isTracing(call.machine)) return vague("a loop on values");
		const invariants = bound.get("shape_invariants");
		const shapes = invariants.kind === "none" ? undefined : flatten(invariants);
		const entering = flatten(variables).map((leaf, index) => {
			const { spec } = asTensor(leaf, call, false);
			const shape = invariantOf(shapes?.[index]) ?? spec.shape;
			return makeTensor(shape, spec.dtype, { world: call.world, eager: false });
		});
		const operands = variables.kind === "list" || variables.kind === "tuple" ? pack(variables, entering) : entering[0];
		const items = operands?.kind === "list" || operands?.kind === "tuple" ? (operands.items ?? []) : entering;
		const result = run(bound.get("body"), items, call);
		const leaving = flatten(result);
		requireInvariant(entering, leaving);
		return pack(variables, entering);
	},
	{ aliases: ["tensorflow.compat.v1.while_loop"] },
);

const invariantOf = (value: Value | undefined): Shape | undefined => {
	if (value === undefined || value.kind === "none") return undefined;
	return value.kind === "tensorshape" ? value.shape : vague("a shape invariant that is not followed");
};

function requireInvariant(entering: readonly TensorValue[], leaving: readonly Value[]): void {
	if (entering.length !== leaving.length) vague("a loop that gives other variables");
	for (const [index, before] of entering.entries()) {
		const after = leaving[index] as Value;
		if (after.kind !== "tensor") throw vague("a loop variable that is no tensor");
		const [from, to] = [before.spec.shape, after.spec.shape];
		if (from.kind !== "ranked" || to.kind !== "ranked" || before.spec.dtype !== after.spec.dtype)
			throw vague("a loop variable that changes");
		const isKept =
			from.dims.length === to.dims.length && from.dims.every((dim, axis) => dim === to.dims[axis] || isOpen(dim));
		if (!isKept) {
			raise({
				code: "merge-shape-mismatch",
				exception: "ValueError",
				message: `loop variable ${index} changes its shape in the loop; shape_invariants says what may change`,
			});
		}
	}
}

const isOpen = (dim: Dim): boolean => !isStatic(dim) && dim.kind === "none";

export const CONTROL_FLOW: readonly FunctionModel[] = [
	COND,
	SWITCH_CASE,
	MAP_FN,
	VECTORIZED_MAP,
	carrying("scan", true),
	carrying("foldl", false),
	carrying("foldr", false),
	WHILE_LOOP,
];
