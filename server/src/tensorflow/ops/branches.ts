import { isInteger, NONE, type Spec, sameShape, type TensorValue, type Value } from "../../domain";
import { defineFunction, type FunctionModel, type LibraryCall, raise, vague } from "../../interpreter/api";
import { commonShape } from "../common-shape";
import { makeTensor } from "../convert";
import { isTracing, tensorsOf } from "../op";
import { flatten, pack, sameStructure } from "../structure";
import { asTensor, isCallable, rejectArgument, requirePlain, run } from "./functions";

/** What two branches of a graph give: the sizes that differ are open. */
function mergeBranches(a: TensorValue, b: TensorValue, call: LibraryCall): TensorValue {
	const [left, right] = [a.spec, b.spec];
	if (typeof left.dtype !== "string" || typeof right.dtype !== "string") return vague("the dtype of a branch");
	if (left.dtype !== right.dtype) return rejectBranches(call, `${left.dtype} and ${right.dtype}`);
	const why = { text: "the branches of tf.cond differ here", origin: call.args.origin };
	return makeTensor(commonShape([left.shape, right.shape], why), left.dtype, {
		world: call.world,
		eager: false,
	});
}

const rejectBranches = (call: LibraryCall, what: string, exception = "TypeError"): never =>
	raise(
		{
			code: "invalid-layer-input",
			exception,
			message: `the branches of tf.cond must give the same: ${what} differ`,
		},
		call.args.origin,
	);

/** Both branches are traced in a graph; on values only the one that the predicate takes is run. */
function branch(predicate: Value, branches: readonly [Value, Value], call: LibraryCall): Value {
	const { machine, args } = call;
	branches.forEach(requireCallable);
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
	if (yes.kind === "none" && no.kind === "none") return NONE;
	if (yes.kind === "none" || no.kind === "none") return rejectBranches(call, "None and a tensor", "ValueError");
	const [left, right] = [flatten(yes), flatten(no)];
	if (left.some((leaf) => leaf.kind === "unknown") || right.some((leaf) => leaf.kind === "unknown"))
		return vague("a branch that is not known");
	if (!sameStructure(yes, no))
		return rejectBranches(call, "their structures", left.length === right.length ? "TypeError" : "AssertionError");
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

export function alike(a: Value, b: Value): boolean {
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

const requireCallable = (value: Value, at: number): void => {
	if (isCallable(value) || value.kind === "unknown" || value.kind === "instance" || value.kind === "class") return;
	rejectArgument(
		"TypeError",
		"a branch is a function, to be called when it is taken",
		at === 0 ? "true_fn" : "false_fn",
	);
};

/** The branches in order; a dict has their indices, which leave none out. */
function branchesOf(given: Value): readonly Value[] {
	if (given.kind === "dict" && given.entries) {
		const entries = [...given.entries.values()];
		const keys = entries.map(({ key }) => (key.kind === "int" ? key.value : undefined));
		const sorted = keys.map((_, at) => keys.indexOf(at));
		if (sorted.includes(-1)) rejectArgument("ValueError", "the keys of branch_fns leave out an index", "branch_fns");
		return sorted.map((at) => entries[at]?.value ?? vague("a branch"));
	}
	if ((given.kind !== "list" && given.kind !== "tuple") || !given.items) return vague("the branches of tf.switch_case");
	return given.items;
}

const SWITCH_CASE = defineFunction(
	"tensorflow.switch_case",
	"branch_index, branch_fns, default=None, name='switch_case'",
	(bound, call) => {
		const index = bound.get("branch_index");
		requirePlain([index], "switch_case", call.world, call.args.origin);
		if (index.kind === "int" || index.kind === "float")
			rejectArgument("TypeError", "branch_index is a tensor, not a number of Python", "branch_index");
		if (index.kind === "tensor" && typeof index.spec.dtype === "string" && !isInteger(index.spec.dtype))
			rejectArgument("TypeError", "branch_index is a tensor of ints", "branch_index");
		const fns = branchesOf(bound.get("branch_fns"));
		const all = bound.get("default").kind === "none" ? fns : [...fns, bound.get("default")];
		const content = index.kind === "tensor" ? index.content : index;
		if (!isTracing(call.machine)) {
			const at = content?.kind === "int" ? content.value : undefined;
			return at === undefined ? vague("which branch is taken") : run(all[at] ?? (all.at(-1) as Value), [], call);
		}
		const results = all.map((each) => run(each, [], call));
		return results.reduce((a, b) => mergeAll(a, b, call));
	},
);

/** The conditions of `tf.case` and what they take, in order. */
function casesOf(given: Value): readonly (readonly [Value, Value])[] {
	const items = given.kind === "list" || given.kind === "tuple" ? given.items : undefined;
	return (items ?? vague("the cases of tf.case")).map((item) => {
		const [predicate, fn] = item.kind === "tuple" || item.kind === "list" ? (item.items ?? []) : [];
		return predicate && fn ? [predicate, fn] : vague("a pair of a condition and a function");
	});
}

function checkPredicate(predicate: Value, isGraph: boolean): void {
	if (predicate.kind === "unknown") vague(predicate.why);
	if (predicate.kind !== "tensor") rejectArgument("TypeError", "a condition of tf.case is a tensor", "pred_fn_pairs");
	if (predicate.kind !== "tensor" || predicate.spec.dtype === "bool") return;
	// On values, the Python that complains fails itself.
	if (typeof predicate.spec.dtype === "string")
		rejectArgument(isGraph ? "TypeError" : "AttributeError", "a condition of tf.case is a bool", "pred_fn_pairs");
}

const CASE = defineFunction(
	"tensorflow.case",
	"pred_fn_pairs, default=None, exclusive=False, strict=False, name='case'",
	(bound, call) => {
		const { machine, args } = call;
		const cases = casesOf(bound.get("pred_fn_pairs"));
		requirePlain([...cases.map(([predicate]) => predicate)], "case", call.world, args.origin);
		for (const [predicate] of cases) checkPredicate(predicate, isTracing(machine));
		const fallback = bound.get("default");
		const fns = [...cases.map(([, fn]) => fn), ...(fallback.kind === "none" ? [] : [fallback])];
		if (isTracing(machine)) return fns.map((fn) => run(fn, [], call)).reduce((a, b) => mergeAll(a, b, call));
		for (const [predicate, fn] of cases) {
			const taken = machine.truth(predicate, args.origin);
			if (taken === undefined) return undecided(fns, call);
			if (taken) return run(fn, [], call);
		}
		return fallback.kind === "none" ? vague("a case that none of the conditions takes") : run(fallback, [], call);
	},
);

/** Where it is not known which function is taken, all of them must give the same. */
function undecided(fns: readonly Value[], call: LibraryCall): Value {
	const [first, ...others] = fns.map((fn) => run(fn, [], call));
	if (first === undefined) return vague("the cases of tf.case");
	return others.every((other) => alike(first, other)) ? withoutContent(first) : vague("the cases of tf.case differ");
}

export const BRANCHES: readonly FunctionModel[] = [COND, SWITCH_CASE, CASE];
