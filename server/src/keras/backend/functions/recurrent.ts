import {
	type Dim,
	int,
	isStatic,
	list,
	mergeDims,
	noneDim,
	ranked,
	type TensorValue,
	tuple,
	type Value,
} from "../../../domain";
import { type FunctionModel, syntheticArguments, vague } from "../../../interpreter/api";
import { flattenTensors, mapTensors } from "../../engine/structure";
import { type BackendCall, backendFunction, ints, itemsOf, rankOf, tensorOf } from "./define";

/** How many steps are unrolled. */
const MOST_STEPS = 512;

/** Changes the axes of batch and time. */
function swapped(k: BackendCall, value: Value): Value {
	const rest = Array.from({ length: Math.max(rankOf(value) - 2, 0) }, (_, axis) => axis + 2);
	return k.tf("transpose", [value], { perm: ints(1, 0, ...rest) });
}

const isTrue = (k: BackendCall, name: string): boolean =>
	k.machine.truth(k.get(name), k.origin) ?? vague(`${name} is not known`);

/** What the loop runs over: the time axis first. */
interface Sequence {
	readonly inputs: Value;
	readonly first: TensorValue;
	readonly steps: Dim;
	readonly batch: Dim;
	readonly mask: Value | undefined;
}

function sequenceOf(k: BackendCall): Sequence {
	const turn = (value: Value): Value => (isTrue(k, "time_major") ? value : swapped(k, value));
	const inputs = mapTensors(k.get("inputs"), turn);
	const leaves = flattenTensors(list([inputs]));
	const first = leaves[0] ?? vague("inputs that are no tensors");
	for (const leaf of leaves) {
		if (rankOf(leaf) < 3)
			k.fail(`rnn needs inputs of rank 3 or more, found rank ${rankOf(leaf)}`, "inputs", "input-rank");
	}
	const { shape } = first.spec;
	const [steps, batch] = shape.kind === "ranked" ? (shape.dims as readonly [Dim, Dim]) : vague(shape.why);
	const mask = k.get("mask");
	return { inputs, first, steps, batch, mask: mask.kind === "none" ? undefined : turn(column(k, mask)) };
}

/** A mask as bools, with an axis that spreads over the features. */
function column(k: BackendCall, mask: Value): Value {
	const asBool = tensorOf(mask).spec.dtype === "bool" ? mask : k.tf("cast", [mask, { kind: "str", value: "bool" }]);
	return rankOf(asBool) === 2 ? k.tf("expand_dims", [asBool, int(-1)]) : asBool;
}

/** One call of the user's step: the output and the states that follow. */
function step(k: BackendCall, input: Value, states: readonly Value[]): readonly [Value, readonly Value[]] {
	const constants = k.get("constants");
	const more = constants.kind === "none" ? [] : itemsOf(constants, "constants");
	const result = k.machine.call(
		k.get("step_function"),
		syntheticArguments([input, tuple([...states, ...more])], k.origin),
	);
	const [output, next, ...rest] = itemsOf(result, "what the step gives");
	if (!output || !next || rest.length > 0) return vague("a step that gives no pair");
	return [output, itemsOf(next, "the states of the step")];
}

const firstOf = (k: BackendCall, inputs: Value): Value => mapTensors(inputs, (leaf) => k.item(leaf, int(0)));

/** The mask of one step on a value: spread over its features, it chooses between it and the one before. */
function masked(k: BackendCall, mask: Value, value: Value, before: Value, fixed = 1): Value {
	return k.tf("where", [expanded(k, mask, value, fixed), value, before]);
}

/** A mask that is spread over the axes of a value behind the first `fixed`. */
function expanded(k: BackendCall, mask: Value, value: Value, fixed: number): Value {
	const { shape } = tensorOf(value).spec;
	if (shape.kind !== "ranked") return vague(shape.why);
	const missing = shape.dims.length - rankOf(mask);
	if (missing < 0) return vague("a mask of more axes than the output");
	const grown = Array.from({ length: missing }).reduce<Value>((each) => k.tf("expand_dims", [each, int(-1)]), mask);
	const sizes = shape.dims.map((dim, axis) => {
		if (axis < fixed) return int(1);
		return isStatic(dim)
			? int(dim)
			: k.fail("a mask cannot be spread over an open axis", "mask", "undefined-dimension");
	});
	return k.tf("tile", [grown, list(sizes)]);
}

function unrolled(k: BackendCall, sequence: Sequence, initial: readonly Value[]): Value {
	const { steps, inputs, mask } = sequence;
	if (!isStatic(steps) || steps === 0) {
		if (!isStatic(steps) && steps.kind !== "none") return vague(steps.why);
		return k.fail("an open time axis cannot be unrolled", "unroll", "undefined-dimension");
	}
	if (steps > MOST_STEPS) return vague("a loop of many steps");
	const parts = (value: Value): readonly Value[] => itemsOf(k.tf("unstack", [value]), "the steps");
	const perTime = new Map(flattenTensors(list([inputs])).map((leaf) => [leaf, parts(leaf)]));
	const masks = mask === undefined ? [] : parts(mask);
	let states = initial;
	const outputs: Value[] = [];
	for (let time = 0; time < steps; time++) {
		const input = mapTensors(inputs, (leaf) => perTime.get(leaf)?.[time] ?? vague("a step that is not known"));
		const [output, next] = step(k, input, states);
		if (mask === undefined) {
			outputs.push(output);
			states = next;
			continue;
		}
		const now = masks[time] as Value;
		const tiled = expanded(k, now, output, 1);
		outputs.push(k.tf("where", [tiled, output, outputs.at(-1) ?? k.tf("zeros_like", [output])]));
		const tiles = states.map((state) => expanded(k, now, state, 1));
		states = next.map((state, index) => k.tf("where", [tiles[index] ?? state, state, states[index] ?? state]));
	}
	const all = isTrue(k, "return_all_outputs") ? outputs : outputs.slice(-1);
	const last = outputs.at(-1) as Value;
	const stacked = mapTensors(last, () => k.tf("stack", [list(all)]));
	if (mask === undefined || !isTrue(k, "zero_output_for_mask"))
		return tuple([last, finish(k, stacked, sequence), list(states)]);
	const zeroed = (value: Value, cover: Value, fixed: number): Value =>
		masked(k, cover, value, k.tf("zeros_like", [value]), fixed);
	const ended = zeroed(last, masks.at(-1) as Value, 1);
	return tuple([ended, finish(k, zeroed(stacked, mask, 2), sequence), list(states)]);
}

/** In a loop the step is traced once; what comes out of all steps is stacked. */
function looped(k: BackendCall, sequence: Sequence, initial: readonly Value[]): Value {
	if (sequence.first.flavor === "KerasTensor")
		k.fail("a loop cannot run over a KerasTensor", "inputs", "keras-tensor-in-tf-function", "TypeError");
	const [output, next] = step(k, firstOf(k, sequence.inputs), initial);
	const { mask } = sequence;
	if (mask !== undefined) {
		const now = k.item(mask, int(0));
		mapTensors(output, (leaf) => spread(k, now, leaf));
		for (const state of next) mapTensors(state, (leaf) => spread(k, now, leaf));
	}
	if (next.length !== initial.length) return vague("a step that changes the number of states");
	const states = next.map((state, index) => constrained(state, initial[index] as Value));
	const outputs = mapTensors(output, (leaf) => stackOf(k, leaf, sequence));
	const last = mapTensors(output, (leaf) => ({ ...leaf, content: undefined }));
	return tuple([last, finish(k, outputs, sequence), tuple(states)]);
}

/** The mask of a loop keeps its own axes. */
const spread = (k: BackendCall, mask: Value, value: Value): Value => masked(k, mask, value, value, rankOf(mask));

/** A state keeps the shape that it had at first. */
function constrained(state: Value, before: Value): Value {
	if (state.kind !== "tensor" || before.kind !== "tensor") return vague("states that are no tensors");
	const [a, b] = [state.spec.shape, before.spec.shape];
	if (a.kind !== "ranked" || b.kind !== "ranked" || a.dims.length !== b.dims.length)
		return vague("a state that changes its rank");
	if (state.spec.dtype !== before.spec.dtype) return vague("a state that changes its dtype");
	const dims = a.dims.map(
		(dim, axis) => mergeDims(dim, b.dims[axis] as Dim) ?? vague("a state that changes its shape"),
	);
	return { ...state, spec: { ...state.spec, shape: ranked(dims) }, content: undefined };
}

function stackOf(k: BackendCall, leaf: TensorValue, { steps }: Sequence): Value {
	const { shape } = leaf.spec;
	if (shape.kind !== "ranked") return vague(shape.why);
	const count = isTrue(k, "return_all_outputs") ? steps : 1;
	return { ...leaf, spec: { ...leaf.spec, shape: ranked([count, ...shape.dims]) }, content: undefined };
}

/** The outputs with the sizes that are known, and the batch first again. */
function finish(k: BackendCall, outputs: Value, { batch, steps }: Sequence): Value {
	const known = mapTensors(outputs, (leaf) => {
		const { shape } = leaf.spec;
		if (shape.kind !== "ranked" || leaf.flavor === "KerasTensor") return leaf;
		const sizes: readonly Dim[] = [isTrue(k, "return_all_outputs") ? steps : 1, batch];
		const dims = shape.dims.map((dim, axis) => {
			const size = sizes[axis];
			if (size === undefined) return dim;
			return mergeDims(dim, size) ?? noneDim({ text: "sizes that do not fit" });
		});
		return { ...leaf, spec: { ...leaf.spec, shape: ranked(dims) } };
	});
	return isTrue(k, "time_major") ? known : mapTensors(known, (leaf) => swapped(k, leaf));
}

/** `rnn`: a step function over the time axis. Mirrors keras/src/backend.py (2.15) and keras/src/legacy/backend.py (3). */
export const RECURRENT: readonly FunctionModel[] = [
	backendFunction(
		"rnn",
		"step_function, inputs, initial_states, go_backwards=False, mask=None, constants=None, unroll=False, input_length=None, time_major=False, zero_output_for_mask=False, return_all_outputs=True",
		(k) => {
			const sequence = sequenceOf(k);
			const initial = itemsOf(k.get("initial_states"), "initial_states");
			return isTrue(k, "unroll") ? unrolled(k, sequence, initial) : looped(k, sequence, initial);
		},
	),
];
