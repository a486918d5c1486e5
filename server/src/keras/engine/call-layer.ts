import {
	type InstanceValue,
	type Origin,
	type Reason,
	type Spec,
	type TensorFlavor,
	type TensorValue,
	topSpec,
	unknown,
	type Value,
} from "../../domain";
import { type CallArguments, type LibraryCall, type Machine, raise, typeName, vague } from "../../interpreter/api";
import { checkInitialWeights, regularizeActivity } from "./after-build";
import { autocast, castStructure } from "./autocast";
import { type BuildSite, failWith, runBuild } from "./build";
import { noteBuiltSomehow } from "./built-somehow";
import { type LayerCall, readLayerCall } from "./call-arguments";
import { withLayerContext } from "./call-context";
import { checkAgain } from "./check-again";
import { checkInputSpec } from "./check-input-spec";
import { doubtOf, rejectDynamic } from "./doubt";
import { isDeclared } from "./elementwise";
import { rejectFormerComplex } from "./former-dtypes";
import { tracedLambda } from "./lambda-scope";
import type { ArrangedCall, CallContext, CallMode, InputSpec, LayerDefinition } from "./layer-definition";
import { type LayerState, layerState } from "./layer-state";
import { callWithLayouts } from "./layouts";
import { noteMaybeBuilt } from "./maybe-built";
import { onBackend } from "./other-backend";
import { flattenArguments, record } from "./record-call";
import { rejectRefused } from "./refused-dtypes";
import { createReporter } from "./reporter";
import {
	flattenLeaves,
	flattenTensors,
	mapTensors,
	type SpecStructure,
	specList,
	structureToValue,
	unknownPart,
	valueToStructure,
} from "./structure";
import { noteVariables } from "./trace";
import { rejectUnknownRank } from "./unknown-rank";

/** One call of a built-in layer, as Keras's steps. Each raises or is vague. */
export interface LayerRun {
	check(): void;
	build(): void;
	call(): SpecStructure;
}

/**
 * Calls a built-in layer, in Keras's order: arguments, input spec, build, output spec. `at` is where a problem is shown
 * when it is not the call itself (a layer in a Sequential's list).
 */
export function callLayer(self: InstanceValue, call: LibraryCall, at: Origin = call.args.origin): Value {
	const { machine, args } = call;
	const state = layerState(self);
	const definition = state?.definition;
	if (!state || !definition) return unknown({ text: "a layer that was not constructed", origin: at });
	const reporter = createReporter(machine, at, state, args);
	const lost = (why: Reason): Value => {
		noteBuiltSomehow(self, machine);
		return unknown(why);
	};
	if (args.open) return lost(args.open);
	const read = reporter.attempt(() =>
		readLayerCall(args, definition, { machine, world: state.world }, state.name ?? definition.name),
	);
	if (!read) return lost(reporter.why ?? { text: "the layer's input is not known", origin: at });
	const part = unknownPart(read.first);
	if (part) return lost({ text: "a layer called on a value that is not known", origin: at, cause: part });
	const all = [...flattenTensors(read.first), ...flattenArguments(state.world === "keras3" ? read.passed : args)];
	const flavor = flavorOf(all);
	reporter.anyBackend = flavor === "KerasTensor";
	reporter.attempt(() => rejectFormerComplex(all, state, machine));
	if (!state.built && flavor !== "KerasTensor") reporter.attempt(() => rejectUnknownRank(all, state));
	if (reporter.why) return lost(reporter.why);
	// A layer that prepares data keeps the ints of some backends.
	const compute = definition.takesPlainArguments ? undefined : state.policy.compute;
	const site = { machine, world: state.world };
	const make = (spec: Spec): TensorValue =>
		makeTensor(onBackend(spec, modeOf(flavor, all, machine), all, site, compute), flavor, state, isEager(all, machine));
	const doubt = reporter.attempt(() => rejectDynamic(self, state, flavor)) ?? doubtOf(self, state, machine);
	if (doubt) {
		const why = { text: "what the layer does is not known", origin: at, cause: doubt };
		return record(self, state, args, make(topSpec(why)), machine);
	}
	const run = reporter.attempt(() => prepareRun(state, definition, read, flavor, machine, at));
	if (!run) return lost(reporter.why ?? { text: "the layer's input is not known", origin: at });
	const again = state.world === "keras2" && flavor === "KerasTensor" && state.built !== undefined;
	const check = again ? () => checkAgain(run.check, definition) : run.check;
	reporter.attempt(check);
	if (again && !reporter.failed && reporter.why) return record(self, state, args, make(topSpec(reporter.why)), machine);
	if (!reporter.failed && flavor === "KerasTensor") reporter.attempt(() => rejectName(state));
	if (!reporter.failed && definition.buildsInCall) reporter.attempt(() => rejectLate(read.late));
	reporter.attempt(run.build);
	if (!reporter.failed) noteMaybeBuilt(state, machine);
	if (!reporter.failed) reporter.attempt(check);
	if (!reporter.failed) reporter.attempt(() => rejectLate(read.late));
	const structure: SpecStructure =
		reporter.attempt(() => withLayerContext(args, read.bound, state.world, machine, run.call)) ??
		topSpec(reporter.why ?? { text: "the layer's output is not known", origin: at });
	if (!reporter.failed) reporter.attempt(() => rejectRecorded(state, args, flavor));
	if (!reporter.failed)
		reporter.attempt(() => regularizeActivity(state, structure, flavor !== "KerasTensor" && !machine.inGraph));
	return record(self, state, args, structureToValue(structure, make), machine, reporter.failed);
}

/** Keras 3 records a call with a KerasTensor among its arguments, even a `training` that `call` is not given: the outputs are none. */
function rejectRecorded({ world, name, definition }: LayerState, args: CallArguments, flavor: TensorFlavor): void {
	if (world === "keras2" || definition?.convertsArguments === false || flavor === "KerasTensor") return;
	if (!flattenArguments(args).some((tensor) => tensor.flavor === "KerasTensor")) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `${name ?? "the layer"} gives real tensors, but its training is a KerasTensor`,
	});
}

function prepareRun(
	state: LayerState,
	definition: LayerDefinition<unknown>,
	read: LayerCall,
	flavor: TensorFlavor,
	machine: Machine,
	origin: Origin,
	bare = false,
	declares = false,
): LayerRun {
	const { world } = state;
	const { bound } = read;
	const asksShape = declares && world === "keras2";
	const request = { world, machine, bound, input: read.first, built: state.built !== undefined, fail: failWith };
	const arranged: ArrangedCall = definition.arrange?.(state.config, request) ?? { input: read.first };
	if (!definition.manyInputs) requireTensors(arranged.input, definition, state);
	const tensors = flattenTensors(arranged.input);
	const input = valueToStructure(arranged.input);
	if (!input && !definition.manyInputs) vague("the layer's input is not known");
	const cast = (spec: Spec): Spec => (bare ? spec : autocast(spec, definition, state, flavor));
	const inputs = tensors.map((tensor) => cast(tensor.spec));
	// A layer is built before its inputs are cast, which may forget sizes.
	const given = inputs.map((spec, index) => ({ ...spec, shape: tensors[index]?.spec.shape ?? spec.shape }));
	const parameter = (name: string): Value => {
		const value = arranged.others?.[name] ?? bound.get(name);
		return world === "keras2" ? value : mapTensors(value, (tensor) => ({ ...tensor, spec: cast(tensor.spec) }));
	};
	const context: CallContext = {
		world,
		machine,
		input: input ? castStructure(input, cast) : specList([]),
		argument: arranged.input,
		cast,
		inputs,
		bound,
		parameter,
		computeDtype: state.policy.compute,
		variableDtype: state.policy.variable,
		built: () => (asksShape ? undefined : state.built),
		mode: modeOf(flavor, tensors, machine),
		bare,
		asksShape,
		builtFor: state.built?.inputs,
		flavor,
		values: tensors,
		origin,
		fail: failWith,
	};
	return {
		check: () => {
			if (arranged.checked !== false) checkInputs(definition, state, given);
		},
		build: () =>
			ensureBuilt(definition, state, given, arranged.input, { machine, origin, mode: context.mode, parameter }),
		call: () => {
			if (!isDeclared(context)) rejectRefused(definition.refuses?.[world] ?? [], context);
			return callWithLayouts(definition, state.config, context, constructorsOf(state));
		},
	};
}

const constructorsOf = ({ bound }: LayerState) => ({
	option: (name: string) => bound?.get(name),
	inner: (layer: Value, name: string) => layerState(layer)?.bound?.get(name),
});

/**
 * A call of a built-in layer by another layer, as steps: no node is recorded, and what a step raises is what the outer
 * call raises. A wrapper that calls `build` and `compute_output_shape` directly skips `check`.
 */
export function prepareInner(
	layer: InstanceValue,
	args: CallArguments,
	flavor: TensorFlavor,
	machine: Machine,
	bare = false,
	declares = false,
): LayerRun {
	const state = layerState(layer);
	const definition = state?.definition;
	if (!state || !definition) return vague("the inner layer is not known");
	const doubt = doubtOf(layer, state, machine);
	if (doubt) vague(doubt);
	const read = readLayerCall(args, definition, { machine, world: state.world }, state.name ?? definition.name);
	const part = unknownPart(read.first);
	if (part) vague(part);
	const run = prepareRun(state, definition, read, flavor, machine, args.origin, bare, declares);
	return {
		check: run.check,
		build: () => {
			if (definition.buildsInCall) rejectLate(read.late);
			run.build();
		},
		call: () => {
			rejectLate(read.late);
			return run.call();
		},
	};
}

/** The whole inner call; a `bare` one stands for `compute_output_shape`, and skips the input spec. */
export function runInnerLayer(
	layer: InstanceValue,
	args: CallArguments,
	flavor: TensorFlavor,
	machine: Machine,
	bare = false,
): SpecStructure {
	const run = prepareInner(layer, args, flavor, machine, bare, bare);
	if (!bare) run.check();
	run.build();
	if (!bare) run.check();
	return run.call();
}

/**
 * `call` of a built-in layer alone: nothing is checked, cast, built or recorded. What it raises is the caller's. With a
 * flavor, it stands for `compute_output_shape`.
 */
export function runStep(layer: InstanceValue, args: CallArguments, machine: Machine, flavor?: TensorFlavor): Value {
	const state = layerState(layer);
	const definition = state?.definition;
	if (!state || !definition || state.vague) return vague(state?.vague ?? "the layer is not known");
	const read = readLayerCall(args, definition, { machine, world: state.world }, state.name ?? definition.name);
	const part = unknownPart(read.first);
	if (part || read.late) vague(part ?? "arguments that the layer does not take");
	const all = flattenArguments(args);
	const which = flavor ?? flavorOf(all);
	const run = prepareRun(state, definition, read, which, machine, args.origin, true, flavor !== undefined);
	return structureToValue(run.call(), (spec) => makeTensor(spec, which, state, isEager(all, machine)));
}

function rejectLate(message: string | undefined): void {
	if (message) raise({ code: "invalid-layer-input", exception: "TypeError", message });
}

/** Keras 2 opens a name scope of the layer's name, which takes fewer characters than `name=` does. */
function rejectName(state: LayerState): void {
	if (state.world === "keras3" || state.name === undefined || /^([A-Za-z0-9.][A-Za-z0-9_.\\/>-]*)?$/.test(state.name))
		return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `"${state.name}" cannot be a layer's name: it is not a valid scope name`,
	});
}

/** The flavor of tensors in calls that run so. */
export const flavorOfMode = (mode: CallMode | undefined): TensorFlavor =>
	mode === "graph" || mode === "eager" ? "Tensor" : "KerasTensor";

export function modeOf(flavor: TensorFlavor, tensors: readonly TensorValue[], machine: Machine): CallMode {
	if (flavor === "KerasTensor") return "symbolic";
	return isEager(tensors, machine) ? "eager" : "graph";
}

/** A call inside a traced function gives graph tensors. */
const isEager = (tensors: readonly TensorValue[], machine: Machine): boolean =>
	machine.tracing === undefined && tensors.every((tensor) => tensor.eager !== false);

const flavorOf = (tensors: readonly TensorValue[]): TensorFlavor =>
	tensors.some((tensor) => tensor.flavor === "KerasTensor") ? "KerasTensor" : "Tensor";

/** What an input spec meets first: something that has no shape. Layers without one notice in `call`, which is theirs. */
function requireTensors(first: Value, definition: LayerDefinition<unknown>, state: LayerState): void {
	const bad = flattenLeaves(first).find((leaf) => leaf.kind !== "tensor" && leaf.kind !== "unknown");
	if (!bad) return;
	const hasSpec = state.built?.inputSpec ?? definition.inputSpec?.(state.config, state.world);
	if (!hasSpec || bad.kind === "instance") vague("the layer was called on something that is not a tensor");
	raise({
		code: "invalid-layer-input",
		exception: state.world === "keras2" ? "TypeError" : "ValueError",
		message: `${state.name ?? definition.name} was called on a value of type ${typeName(bad)}, which is not a tensor`,
	});
}

function checkInputs(definition: LayerDefinition<unknown>, state: LayerState, inputs: readonly Spec[]): void {
	const declared = definition.inputSpec?.(state.config, state.world);
	const own: readonly InputSpec[] | undefined =
		declared && (Array.isArray(declared) ? declared : [declared as InputSpec]);
	const specs = state.built?.inputSpec ?? own;
	if (!specs) return;
	checkInputSpec(specs, inputs, state.name ?? definition.name);
}

export function ensureBuilt(
	definition: LayerDefinition<unknown>,
	state: LayerState,
	inputs: readonly Spec[],
	argument: Value,
	call: Pick<BuildSite, "machine" | "origin" | "mode" | "parameter">,
): void {
	if (state.built) return;
	const { machine } = call;
	const layer = state.name ?? definition.name;
	const site: BuildSite = { ...call, world: state.world, variableDtype: state.policy.variable, layer };
	const built = definition.build
		? runBuild((context) => definition.build?.(state.config, context), inputs, site, argument)
		: { weights: [], inputs, inputSpec: undefined };
	if (built.weights.length > 0) noteVariables(machine, layer);
	machine.journal.setField(state, "built", built, (a, b) => a ?? b);
	checkInitialWeights(state, built.weights);
	if (built.weights.length > 0) rejectInLambda(layer);
}

/** A Lambda keeps no weights: a layer must not make its own there. */
function rejectInLambda(layer: string): void {
	const lambda = tracedLambda();
	if (!lambda) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `${layer} makes its weights inside a Lambda, which cannot keep them: call it outside, or subclass Layer`,
		because: [{ text: "the Lambda", origin: lambda }],
	});
}

export const makeTensor = (
	spec: Spec,
	flavor: TensorFlavor,
	state: { readonly world: LayerState["world"] },
	eager?: boolean,
): TensorValue => ({
	kind: "tensor",
	flavor,
	spec,
	world: state.world,
	...(flavor === "Tensor" && eager !== undefined ? { eager } : {}),
});
