import { type Dim, isStatic, type Shape, type TensorValue, type Value } from "../../domain";
import { defineFunction, type FunctionModel, type LibraryCall, raise, vague } from "../../interpreter/api";
import { makeTensor } from "../convert";
import { isTracing } from "../op";
import { flatten, pack, sameStructure } from "../structure";
import { standInsOf, symbolically } from "../symbolically";
import { alike } from "./branches";
import { asTensor, rejectArgument, requirePlain, run } from "./functions";
import { elementsOf, stacked } from "./maps";

const MAX_ROUNDS = 256;

const FOLD = "fn, elems, initializer=None, parallel_iterations=10, back_prop=True, swap_memory=False";

/** What is carried from round to round, as tensors of which no value is known. */
const carriedOf = (value: Value, call: LibraryCall, eager: boolean): Value =>
	pack(
		value,
		flatten(value).map((leaf) => ({ ...asTensor(leaf, call, eager), content: undefined })),
	);

/** In a graph, what is carried keeps its dtype and its shape. */
function requireKept(before: Value, after: Value, name: string): void {
	const reject = (exception: string): never =>
		rejectArgument(exception, `what tf.${name} carries changes from round to round`, "fn");
	if (flatten(after).some((leaf) => leaf.kind === "unknown")) vague("what is carried");
	if (!sameStructure(before, after))
		reject(flatten(before).length === flatten(after).length ? "TypeError" : "ValueError");
	for (const [at, leaf] of flatten(before).entries()) {
		const other = flatten(after)[at];
		if (leaf.kind !== "tensor" || other?.kind !== "tensor") throw vague("what is carried");
		if (leaf.spec.dtype !== other.spec.dtype) reject("TypeError");
		if (!keepsShape(leaf.spec.shape, other.spec.shape)) reject("ValueError");
	}
}

function keepsShape(from: Shape, to: Shape): boolean {
	if (from.kind !== "ranked") return true;
	if (to.kind !== "ranked") return vague("a shape that is carried");
	return from.dims.length === to.dims.length && from.dims.every((dim, axis) => dim === to.dims[axis] || isOpen(dim));
}

/** Round by round on values, where there are few of them. */
function rounds(fn: Value, first: Value, element: Value, count: Dim, call: LibraryCall): Value {
	const once = carriedOf(run(fn, [first, element], call), call, true);
	if (alike(first, once)) return once;
	if (!isStatic(count) || count > MAX_ROUNDS) return vague("what is carried changes its shape");
	let carried = once;
	for (let round = 1; round < count; round += 1) carried = carriedOf(run(fn, [carried, element], call), call, true);
	return carried;
}

/** `tf.foldl`, `tf.foldr` and `tf.scan`: what is carried keeps its shape. */
function fold(name: string, keepsAll: boolean, get: (name: string) => Value, call: LibraryCall): Value {
	const elems = get("elems");
	const eager = !isTracing(call.machine);
	const { count, element } = elementsOf(elems, call, eager);
	const given = get("initializer");
	const isLater = given.kind === "none";
	const carried = carriedOf(isLater ? element : given, call, eager);
	const left = isLater && isStatic(count) ? count - 1 : count;
	if (eager && !keepsAll) return rounds(get("fn"), carried, element, left, call);
	const result = carriedOf(run(get("fn"), [carried, element], call), call, eager);
	if (eager && !alike(result, carried)) rejectWritten(carried, result, name);
	if (!eager) requireKept(carried, result, name);
	return keepsAll ? stacked(count, carried, call, eager) : carried;
}

/** On values, all of them are written in one array. */
function rejectWritten(before: Value, after: Value, name: string): never {
	const [a, b] = [flatten(before), flatten(after)];
	if (!sameStructure(before, after)) return vague(`what tf.${name} carries changes its structure`);
	const isTyped = a.every((leaf, at) => {
		const other = b[at];
		return leaf.kind === "tensor" && other?.kind === "tensor" && leaf.spec.dtype === other.spec.dtype;
	});
	const what = `what tf.${name} carries changes its ${isTyped ? "shape" : "dtype"}`;
	return rejectArgument(isTyped ? "ValueError" : "InvalidArgumentError", what, "fn");
}

const carrying = (name: string, keepsAll: boolean): FunctionModel =>
	defineFunction(
		`tensorflow.${name}`,
		keepsAll ? `${FOLD}, infer_shape=True, reverse=False, name=None` : `${FOLD}, name=None`,
		(bound, call) => {
			const get = (argument: string): Value => bound.get(argument);
			const symbolic = [get("elems"), get("initializer")];
			return symbolically(`tensorflow.${name}`, symbolic, call, () =>
				fold(name, keepsAll, (argument) => standInsOf(get(argument)), call),
			);
		},
	);

/** On values, a loop is Python's own. */
function whileTrue(variables: Value, get: (name: string) => Value, call: LibraryCall): Value {
	const { machine, args } = call;
	if (variables.kind !== "list" && variables.kind !== "tuple") return vague("a loop over one tensor's rows");
	let current = variables.items ?? vague("the variables of a loop");
	const limit = get("maximum_iterations");
	const most = limit.kind === "int" ? (limit.value ?? MAX_ROUNDS) : MAX_ROUNDS;
	for (let round = 0; round <= MAX_ROUNDS; round += 1) {
		const goesOn = round < most && machine.truth(run(get("cond"), current, call), args.origin);
		if (goesOn === undefined) return vague("how often a loop runs");
		if (!goesOn) return tensorsOfLoop(variables, current, call);
		current = nextOf(run(get("body"), current, call), current.length);
	}
	return vague("a loop of many rounds");
}

function nextOf(result: Value, count: number): readonly Value[] {
	if (result.kind === "list" || result.kind === "tuple") {
		const items = result.items ?? vague("what a loop gives");
		return items.length === count
			? items
			: rejectArgument("ValueError", "the body of a loop gives another number of variables", "body");
	}
	if (result.kind === "int" || result.kind === "float" || result.kind === "none")
		rejectArgument("TypeError", "the body of a loop gives a list of its variables", "body");
	return count === 1 && result.kind === "tensor" ? [result] : vague("what a loop gives");
}

const tensorsOfLoop = (variables: Value, current: readonly Value[], call: LibraryCall): Value => {
	const nested: Value =
		variables.kind === "list" ? { kind: "list", items: current } : { kind: "tuple", items: current };
	return pack(
		nested,
		flatten(nested).map((leaf) => asTensor(leaf, call, true)),
	);
};

const WHILE_LOOP = defineFunction(
	"tensorflow.while_loop",
	"cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, back_prop=True, swap_memory=False, maximum_iterations=None, name=None",
	(bound, call) => {
		const variables = bound.get("loop_vars");
		requirePlain([variables], "while_loop", call.world, call.args.origin);
		if (!isTracing(call.machine)) return whileTrue(variables, (name) => bound.get(name), call);
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
		requireInvariant(entering, leaving, call);
		return pack(variables, entering);
	},
	{ aliases: ["tensorflow.compat.v1.while_loop"] },
);

const invariantOf = (value: Value | undefined): Shape | undefined => {
	if (value === undefined || value.kind === "none") return undefined;
	return value.kind === "tensorshape" ? value.shape : vague("a shape invariant that is not followed");
};

function requireInvariant(entering: readonly TensorValue[], leaving: readonly Value[], call: LibraryCall): void {
	if (entering.length !== leaving.length) {
		if (leaving.some((leaf) => leaf.kind === "unknown")) vague("what a loop gives");
		rejectArgument("ValueError", "the body of a loop gives another number of variables", "body");
	}
	for (const [index, before] of entering.entries()) {
		const leaf = leaving[index] as Value;
		const after = asTensor(leaf.kind === "unknown" ? vague(leaf.why) : leaf, call, false);
		const [from, to] = [before.spec.shape, after.spec.shape];
		if (typeof after.spec.dtype !== "string") throw vague("a loop variable that changes");
		if (before.spec.dtype !== after.spec.dtype)
			rejectArgument("TypeError", `loop variable ${index} changes its dtype in the loop`, "body");
		if (!keepsShape(from, to)) {
			raise({
				code: "merge-shape-mismatch",
				exception: "ValueError",
				message: `loop variable ${index} changes its shape in the loop; shape_invariants says what may change`,
			});
		}
	}
}

const isOpen = (dim: Dim): boolean => !isStatic(dim) && dim.kind === "none";

export const LOOPS: readonly FunctionModel[] = [
	carrying("scan", true),
	carrying("foldl", false),
	carrying("foldr", false),
	WHILE_LOOP,
];
