import {
	broadcastDims,
	type Dim,
	type InstanceValue,
	isClash,
	isFloating,
	isStatic,
	mergeDims,
	NONE,
	printShape,
	ranked,
	type Spec,
	sameDType,
	sumDims,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { rankedOrVague } from "../../engine/build";
import { flavorOfMode, type LayerRun, prepareInner } from "../../engine/call-layer";
import { defineLayer } from "../../engine/define-layer";
import type { ArrangedCall, BuildContext, CallContext, CallRequest, InputSpec } from "../../engine/layer-definition";
import { isSpec, type SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { type BidirectionalConfig, checkBidirectional, readBidirectional } from "./bidirectional-arguments";
import { arrangeStates, splitInputs, toList } from "./rnn-states";
import { cloneLayer, innerCall, knownState } from "./wrapped-layer";

/**
 * `keras.layers.Bidirectional`: `(batch, time, features)` -> `(batch, 2 * units)`, or `(batch, units)` where
 * `merge_mode` is not `concat`; with the axis `time` when the layer returns sequences. Runs copies of a recurrent
 * layer in both directions and merges their outputs; `merge_mode=None` gives both. Mirrors
 * keras/src/layers/rnn/bidirectional.py. Keras 3 takes the forward layer's shape for both when it asks
 * `compute_output_shape`.
 */
export const Bidirectional = defineLayer({
	name: "Bidirectional",
	signature: "layer, merge_mode='concat', weights=None, backward_layer=None, **kwargs",
	callSignature: {
		keras2: "inputs, initial_state=None, constants=None, *, training=None, mask=None",
		keras3: "sequences, initial_state=None, mask=None, training=None",
	},
	precheck: checkBidirectional,
	configure: readBidirectional,
	arrange,
	fitsWeights: true,
	inputSpec: ({ original }) => specOf(original),
	build(config, context) {
		const [forward, backward] = directions(config, context);
		forward.build();
		backward.build();
	},
	call: (config, context) => {
		if (context.world === "keras3") return callKeras3(config, context);
		return context.asksShape ? declare(config, context) : mergeRuns(config, context);
	},
	sublayers: ({ forward, backward }) => [forward, backward],
	copy: (config) => ({ ...config, forward: cloneLayer(config.forward), backward: cloneLayer(config.backward) }),
	attribute: ({ forward, backward }, name) =>
		name === "forward_layer" ? forward : name === "backward_layer" ? backward : undefined,
});

function specOf(layer: InstanceValue): readonly InputSpec[] | undefined {
	const state = knownState(layer);
	if (state.built?.inputSpec) return state.built.inputSpec;
	const own = state.definition?.inputSpec?.(state.config, state.world);
	return own && (Array.isArray(own) ? own : [own as InputSpec]);
}

/** Keras 2 splits the states in halves; here the input spec is not checked with them even after `build`. */
function arrange(_config: BidirectionalConfig, request: CallRequest): ArrangedCall {
	if (request.world === "keras2") requireHalves(request);
	const arranged = arrangeStates(request);
	if (!arranged.others?.initial_state) return arranged;
	return { ...arranged, checked: arranged.checked && !request.built };
}

/** Counts the states before they are asked for their shapes, and looks at the first of them. */
function requireHalves(request: CallRequest): void {
	const hasConstants = request.bound.get("constants").kind !== "none";
	if (hasConstants && request.input.kind === "list") return;
	const { states } = splitInputs(request);
	if (states.kind === "none") return;
	const list = toList(states);
	const count = list.kind === "list" ? list.items?.length : undefined;
	if (count === undefined || (count % 2 === 0 && (count > 0 || hasConstants))) return;
	request.fail({
		code: "invalid-layer-input",
		exception: count === 0 ? "IndexError" : undefined,
		message: `a Bidirectional layer splits its initial states in halves, found ${count}`,
		argument: "initial_state",
	});
}

function directions(config: BidirectionalConfig, context: BuildContext | CallContext): readonly [LayerRun, LayerRun] {
	const input = context.argument ?? vague("the input is not known");
	const { machine, origin } = context;
	const flavor = flavorOfMode(context.mode);
	// Keras 3 declares the spec by the shape of the sequences alone.
	const isDeclared = context.world === "keras3" && !("mode" in context && context.mode !== "symbolic");
	const none: readonly [Value, Value] = [NONE, NONE];
	const [first, second] = isDeclared ? none : halves(context.parameter("initial_state"), context);
	const mask = isDeclared ? NONE : context.parameter("mask");
	const isShape = "computeDtype" in context && context.asksShape;
	const run = (layer: InstanceValue, states: Value): LayerRun =>
		prepareInner(layer, innerCall(input, origin, { initial_state: states, mask }), flavor, machine, isShape, isShape);
	return [run(config.forward, first), run(config.backward, second)];
}

function halves(states: Value, { fail }: BuildContext | CallContext): readonly [Value, Value] {
	if (states.kind === "none") return [states, states];
	if (states.kind === "int" || states.kind === "float" || states.kind === "bool") {
		fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `a Bidirectional layer splits its initial states in halves, found a value of type ${typeName(states)}`,
			argument: "initial_state",
		});
	}
	if ((states.kind !== "list" && states.kind !== "tuple") || !states.items) return vague("the states are not known");
	const half = Math.floor(states.items.length / 2);
	return [
		{ kind: "list", items: states.items.slice(0, half) },
		{ kind: "list", items: states.items.slice(half) },
	];
}

function callKeras3(config: BidirectionalConfig, context: CallContext): SpecStructure {
	const structure = context.mode === "symbolic" ? declare(config, context) : mergeRuns(config, context);
	if (context.mode !== "graph" && config.returnState && isStateful(config)) rejectMask(context);
	return structure;
}

/** The forward layer's shape stands for both. */
function declare(config: BidirectionalConfig, context: CallContext): SpecStructure {
	const [forward] = directions(config, context);
	// Until 3.2, the shapes of the states were a tuple that was added to a list.
	if (config.returnState && context.world === "keras3" && !isSince("3.2", context)) {
		context.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "a Bidirectional layer of Keras before 3.2 cannot declare its states",
			argument: "layer",
		});
	}
	const structure = withDType(forward.call(), context);
	const [output, states] = split(structure, config);
	const merged = config.mergeMode === "concat" ? doubled(output) : output;
	const outputs: readonly SpecStructure[] = config.mergeMode === undefined ? [output, output] : [merged];
	const all = [...outputs, ...states, ...states];
	return all.length === 1 ? merged : { kind: "tuple", items: all };
}

const isStateful = ({ forward }: BidirectionalConfig): boolean => {
	const value = knownState(forward).bound?.get("stateful");
	return value?.kind === "bool" && value.value === true;
};

/** Keras 3 asks for masks of states by multiplying a generator. */
function rejectMask(context: CallContext): never {
	return context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "a stateful Bidirectional layer with return_state=True cannot be called in Keras 3",
	});
}

/** Keras 3 gives every output the compute dtype of the wrapper. */
function withDType(structure: SpecStructure, context: CallContext): SpecStructure {
	if (isSpec(structure)) return { shape: structure.shape, dtype: context.computeDtype };
	if (structure.kind === "dict") return vague("a recurrent layer that gives a dict");
	return { kind: structure.kind, items: structure.items.map((item) => withDType(item, context)) };
}

function doubled(output: Spec): Spec {
	const { dims } = rankedOrVague(output.shape);
	const last = dims.at(-1) as Dim;
	return { ...output, shape: ranked([...dims.slice(0, -1), isStatic(last) ? last * 2 : last]) };
}

/** The output and the states of one direction. */
function split(
	structure: SpecStructure,
	{ returnState }: BidirectionalConfig,
): readonly [Spec, readonly SpecStructure[]] {
	if (isSpec(structure)) return [structure, []];
	if (structure.kind === "dict" || !returnState) return vague("a recurrent layer with outputs that are not followed");
	const [output, ...states] = structure.items;
	return output && isSpec(output) ? [output, states] : vague("a recurrent layer with outputs that are not followed");
}

/** Both directions are run. */
function mergeRuns(config: BidirectionalConfig, context: CallContext): SpecStructure {
	const [forward, backward] = directions(config, context).map((run) => {
		run.check();
		run.build();
		run.check();
		const [output, inner] = split(run.call(), config);
		return [castOutput(output, context), inner] as const;
	}) as [readonly [Spec, readonly SpecStructure[]], readonly [Spec, readonly SpecStructure[]]];
	const states = [...forward[1], ...backward[1]];
	const kind = context.world === "keras2" ? "list" : "tuple";
	if (config.mergeMode === undefined) return { kind, items: [forward[0], backward[0], ...states] };
	if (config.mergeMode === "ave" && !isFloating(forward[0].dtype)) vague("the mean of outputs that are no floats");
	const output = merge(forward[0], backward[0], config.mergeMode, context);
	return config.returnState ? { kind, items: [output, ...states] } : output;
}

/** Keras 3 casts the outputs to the wrapper's dtype, the states not. */
function castOutput(output: Spec, context: CallContext): Spec {
	if (context.world === "keras2" || sameDType(output.dtype, context.computeDtype)) return output;
	if (!isSince("3.15", context)) vague("a Bidirectional layer of another dtype than its layers' before Keras 3.15");
	return { shape: output.shape, dtype: context.computeDtype };
}

function merge(a: Spec, b: Spec, mode: string, context: CallContext): Spec {
	if (!sameDType(a.dtype, b.dtype)) vague("two directions of different dtypes");
	const left = rankedOrVague(a.shape).dims;
	const right = rankedOrVague(b.shape).dims;
	const dims = mode === "concat" ? concatenate(left, right) : broadcastDims(left, right);
	if (dims && !isClash(dims)) return { shape: ranked(dims), dtype: a.dtype };
	if (context.mode === "eager" || context.world === "keras3") vague("two directions whose outputs do not fit");
	return context.fail({
		code: "merge-shape-mismatch",
		message: `forward output ${printShape(a.shape)} and backward output ${printShape(b.shape)} cannot be merged`,
		argument: "backward_layer",
	});
}

function concatenate(left: readonly Dim[], right: readonly Dim[]): readonly Dim[] | undefined {
	if (left.length !== right.length) return undefined;
	const rows = left.slice(0, -1).map((dim, axis) => mergeDims(dim, right[axis] as Dim));
	if (rows.includes(undefined)) return undefined;
	return [...(rows as Dim[]), sumDims([left.at(-1) as Dim, right.at(-1) as Dim])];
}
