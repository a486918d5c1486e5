import type { InstanceValue, Spec, Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { flavorOfMode, makeTensor, prepareInner } from "../../engine/call-layer";
import type { CallContext } from "../../engine/layer-definition";
import { flattenLeaves, isSpec, type SpecStructure } from "../../engine/structure";
import { cellOf } from "./cell-of";
import { flattenSizes, isSizeList } from "./recurrent-cell";
import { innerCall } from "./wrapped-layer";

/** One step of stacked cells: each gets the output of the one before. Mirrors `call` of stacked_rnn_cells.py. */
export function callStack(cells: readonly InstanceValue[], context: CallContext): SpecStructure {
	return context.world === "keras2" ? callKeras2(cells, context) : callKeras3(cells, context);
}

/** Keras 2 flattens the states, and packs them as the cells' `state_size` is. */
function callKeras2(cells: readonly InstanceValue[], context: CallContext): SpecStructure {
	const given = flattenLeaves(context.parameter("states"));
	const sizes = cells.map((cell) => cellOf(cell, context.machine).stateSize);
	const wanted = sizes.flatMap(flattenSizes).length;
	if (given.length !== wanted) {
		context.fail({
			code: "invalid-layer-input",
			message: `the cells have ${wanted} states, found ${given.length}`,
			argument: "states",
		});
	}
	let [taken, input] = [0, context.inputs[0] as Spec];
	const states = cells.map((cell, index): SpecStructure => {
		const size = sizes[index] ?? [];
		const count = flattenSizes(size).length;
		const own = given.slice(taken, taken + count);
		taken += count;
		const [output, next] = step(cell, input, { kind: "list", items: own }, context);
		input = output;
		return isSizeList(size) ? next : onlyOf(next);
	});
	return { kind: "tuple", items: [input, { kind: "tuple", items: states }] };
}

/** Keras 3 runs as many cells as there are states, and leaves each state as it came: in a list, or alone. */
function callKeras3(cells: readonly InstanceValue[], context: CallContext): SpecStructure {
	const given = context.parameter("states");
	const items = itemsOf(given) ?? rowsOf(given, context);
	let input = context.inputs[0] as Spec;
	const states = cells.slice(0, items.length).map((cell, index): SpecStructure => {
		const own = items[index] as Value;
		const list = itemsOf(own);
		const [output, next] = step(cell, input, { kind: "list", items: list ?? [own] }, context);
		input = output;
		return list || (!isSpec(next) && next.kind !== "dict" && next.items.length !== 1) ? next : onlyOf(next);
	});
	const [only] = states;
	return { kind: "tuple", items: [input, states.length === 1 && only ? only : { kind: "list", items: states }] };
}

/** A tensor in the place of the states: a traced one has no rows that Python could iterate over. */
function rowsOf(states: Value, context: CallContext): readonly Value[] {
	if (states.kind !== "tensor" || context.mode === "eager") return vague("the states of the cells are not followed");
	return context.fail({
		code: "invalid-layer-input",
		exception: "OperatorNotAllowedInGraphError",
		message: "stacked cells take a list of states, found a tensor",
		argument: "states",
	});
}

const onlyOf = (next: SpecStructure): SpecStructure =>
	!isSpec(next) && next.kind !== "dict" && next.items.length === 1 ? (next.items[0] as SpecStructure) : next;

/** A stack hands what it does not know itself on to its cells, which do not know it either. */
function rejectKeywords({ bound, fail }: CallContext): void {
	const [extra] = bound.extra;
	if (!extra) return;
	fail({
		code: "unknown-layer-argument",
		exception: "TypeError",
		message: `the call of a cell has no argument ${extra.name}`,
	});
}

function step(
	cell: InstanceValue,
	input: Spec,
	states: Value,
	context: CallContext,
): readonly [output: Spec, states: SpecStructure] {
	if (cell.cls.kind === "class") return vague("a user's cell in a stack that is called by hand");
	rejectKeywords(context);
	const flavor = flavorOfMode(context.mode);
	const tensor = makeTensor(input, flavor, context, context.mode === "eager");
	const run = prepareInner(cell, innerCall(tensor, context.origin, { states }), flavor, context.machine);
	run.build();
	const result = run.call();
	if (isSpec(result) || result.kind === "dict") return vague("a cell that gives no pair");
	const [output, next] = result.items;
	return output && next && isSpec(output) ? [output, next] : vague("a cell that gives no pair");
}
