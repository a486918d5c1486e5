import {
	type Dim,
	isNone,
	isStatic,
	mapDims,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { rankedOrVague } from "../../engine/build";
import { flavorOfMode, makeTensor, prepareInner } from "../../engine/call-layer";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import { failFit } from "../../engine/fit-weights";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { isSpec, type SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { isModelled, modelOutput, userShape } from "./inner-layers";
import { shapeWithoutSpec } from "./shape-without-spec";
import { cloneLayer, innerCall, knownState, readLayer } from "./wrapped-layer";

interface TimeDistributedConfig {
	readonly layer: ReturnType<typeof readLayer>;
}

/**
 * `keras.layers.TimeDistributed`: `(batch, time, …)` -> `(batch, time, …)`, the wrapped layer's output for every time
 * step. Mirrors keras/src/layers/rnn/time_distributed.py. Keras 2 calls the layer on steps folded into the batch;
 * Keras 3 builds it and asks its `compute_output_shape`, past its input spec.
 */
export const TimeDistributed = defineLayer({
	name: "TimeDistributed",
	signature: "layer, **kwargs",
	callSignature: "inputs, training=None, mask=None",
	manyInputs: true,
	precheck: (args) => void readLayer(args, "layer", "TimeDistributed"),
	configure: (args): TimeDistributedConfig => ({ layer: readLayer(args, "layer", "TimeDistributed") }),
	build,
	fitsWeights: true,
	call: (config, context) =>
		context.world === "keras3" && context.mode === "symbolic"
			? callKeras3(config, context)
			: callSteps(config, context),
	sublayers: ({ layer }) => [layer],
	copy: ({ layer }) => ({ layer: cloneLayer(layer) }),
});

/** Specs of the inputs, each with batch and time in front. */
function readInputs(context: BuildContext | CallContext): readonly Spec[] {
	const { argument, inputs } = context;
	const isTensor = argument?.kind === "tensor";
	const keras3 = context.world === "keras3";
	const items = argument && itemsOf(argument);
	const isShort = argument?.kind === "none" || (items !== undefined && items.length < 3);
	if (!isTensor && keras3 && isShort) failRank(context, `a value of type ${argument?.kind}`);
	if (argument?.kind === "none") failRank(context, "None", "TypeError");
	if (!isTensor && (keras3 || !items?.length || inputs.length !== items.length)) {
		vague("TimeDistributed was called on something that is not followed");
	}
	for (const { shape } of inputs) {
		const rank = rankedOrVague(shape).dims.length;
		// What was built runs on whatever it is called on.
		const runs = "computeDtype" in context && !isDeclared(context);
		if (rank < (runs ? 2 : 3)) failRank(context, printShape(shape), runs && !keras3 ? "IndexError" : undefined);
	}
	return inputs;
}

const failRank = (context: BuildContext | CallContext, found: string, exception?: string): never =>
	context.fail({
		code: "input-rank",
		exception,
		message: `TimeDistributed needs (batch, time, …) with at least 3 dimensions, found ${found}`,
	});

const dimsOf = ({ shape }: Spec): readonly Dim[] => rankedOrVague(shape).dims;

const stepOf = (spec: Spec, batch: Dim): Spec => ({ ...spec, shape: ranked([batch, ...dimsOf(spec).slice(2)]) });

/** The wrapped layer's input: one tensor, or a list as the wrapper got it. */
function innerInput(specs: readonly Spec[], context: BuildContext | CallContext): Value {
	const flavor = flavorOfMode(context.mode);
	const tensors = specs.map((spec) => makeTensor(spec, flavor, context, context.mode === "eager"));
	return context.argument?.kind === "tensor" ? (tensors[0] as Value) : { kind: "list", items: tensors };
}

function build({ layer }: TimeDistributedConfig, context: BuildContext): void {
	const specs = readInputs(context);
	if (context.world === "keras2" && context.argument?.kind === "tensor") {
		const rest = dimsOf(specs[0] as Spec).slice(2);
		context.setInputSpec({ shape: [null, null, ...rest.map((dim) => (isStatic(dim) ? dim : null))] });
	}
	if (!isModelled(layer, context.machine)) return;
	const steps = specs.map((spec) => stepOf(spec, dimsOf(spec)[0] as Dim));
	if (context.argument?.kind !== "tensor" && !knownState(layer).definition?.manyInputs) failShapes(context, layer);
	prepareInner(
		layer,
		innerCall(innerInput(steps, context), context.origin),
		flavorOfMode(context.mode),
		context.machine,
	).build();
}

/** Keras 2 hands a tuple of shapes to `build` of a layer that takes one. */
function failShapes(context: BuildContext, layer: TimeDistributedConfig["layer"]): never {
	const name = knownState(layer).definition?.name;
	if (name !== "Dense") vague("a list of inputs of a layer that takes one");
	return context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `TimeDistributed(${name}) was called on a list, ${name} takes one tensor`,
	});
}

function callKeras3({ layer }: TimeDistributedConfig, context: CallContext): SpecStructure {
	const [input] = readInputs(context) as [Spec];
	const [batch, time] = dimsOf(input) as [Dim, Dim];
	const step = stepOf(input, batch);
	const output = stepShape(layer, step, context);
	const [first, ...rest] = output.dims;
	return { shape: ranked([first ?? batch, time, ...rest]), dtype: context.computeDtype };
}

/** Until 3.4, a Sequential had no `compute_output_shape`. */
function rejectStack(layer: TimeDistributedConfig["layer"], context: CallContext): void {
	if (!knownState(layer).stack || isSince("3.4", context)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "NotImplementedError",
		message: "TimeDistributed asks a Sequential for compute_output_shape, which it has since Keras 3.4",
		argument: "layer",
	});
}

/** What `compute_output_shape` of the wrapped layer says about one step. */
function stepShape(layer: TimeDistributedConfig["layer"], step: Spec, context: CallContext): RankedShape {
	const { machine, origin } = context;
	if (!isModelled(layer, machine)) {
		rejectStack(layer, context);
		const own = userShape(layer, step, machine, origin, context.fail);
		if (own) return own;
		const result = modelOutput(layer, innerInput([{ ...step, dtype: "float32" }], context), machine, origin);
		return rankedOrVague(onlySpec(result, context).shape);
	}
	const answer = (shape: RankedShape): RankedShape => {
		const call = innerCall(innerInput([{ ...step, shape }], context), origin);
		return rankedOrVague(onlySpec(prepareInner(layer, call, "KerasTensor", machine).call(), context).shape);
	};
	const shape = rankedOrVague(step.shape);
	return shapeWithoutSpec(layer, shape, answer, context.fail) ?? answer(shape);
}

/** Several outputs are no shape that time could be put into. */
function onlySpec(structure: SpecStructure, context: CallContext): Spec {
	if (isSpec(structure)) return structure;
	if (structure.kind === "dict") return vague("a wrapped layer that gives a dict");
	return context.fail({
		code: "invalid-layer-input",
		exception: context.world === "keras2" ? "AttributeError" : "ValueError",
		message: "TimeDistributed needs a layer with one output, the wrapped one has several",
	});
}

/** Keras 2 and real tensors: the layer is called on steps, which are put together again. */
function callSteps({ layer }: TimeDistributedConfig, context: CallContext): SpecStructure {
	const specs = readInputs(context);
	const { machine, origin } = context;
	if (context.world === "keras3") rejectMask(context);
	const [batch, time] = dimsOf(specs[0] as Spec) as [Dim, Dim];
	const modelled = isModelled(layer, machine);
	const folds = context.world === "keras2" && (modelled ? !isStateful(layer) : !isStatic(batch) || isModel(layer));
	const steps = specs.map((spec) => stepOf(spec, folds ? foldedBatch(dimsOf(spec)) : batch));
	const input = innerInput(steps, context);
	const result = modelled ? runModelled(layer, input, context) : modelOutput(layer, input, machine, origin);
	const output = onlySpec(result, context);
	if (context.world === "keras2" && context.argument.kind === "tensor") rejectMask(context);
	const [first = batch, ...rest] = dimsOf(output);
	if (folds) requireSteps(dimsOf(output), time, context);
	if (context.world === "keras2") return { ...output, shape: ranked([batch, time, ...rest]) };
	// TensorFlow takes the batch for the number of steps where it does not know that.
	return { ...output, shape: ranked([first, isNone(time) ? first : time, ...rest]) };
}

/** What comes out of the steps is divided among the batch again. */
function requireSteps(output: readonly Dim[], time: Dim, context: CallContext): void {
	const step = [time, ...output.slice(1)];
	if (!output.every(isStatic) || !step.every(isStatic)) return;
	const size = (dims: readonly Dim[]): number => dims.reduce<number>((product, dim) => product * Number(dim), 1);
	if (size(step) > 0 && size(output) % size(step) !== 0) failFit("steps of another rank", output, context);
}

/** A mask is asked for its shape: by Keras 3 before the layer runs, by Keras 2 at the latest after it. */
function rejectMask({ parameter, fail }: CallContext): void {
	const mask = parameter("mask");
	if (!SHAPELESS.has(mask.kind)) return;
	fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `the mask of TimeDistributed must be a tensor, found a value of type ${typeName(mask)}`,
		argument: "mask",
	});
}

const SHAPELESS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str", "list", "tuple"]);

const isStateful = (layer: TimeDistributedConfig["layer"]): boolean => {
	const value = knownState(layer).bound?.get("stateful");
	return value?.kind === "bool" && value.value === true;
};

const isModel = (layer: TimeDistributedConfig["layer"]): boolean => {
	const state = knownState(layer);
	return state.graph !== undefined || state.stack !== undefined;
};

/** Steps are folded into the batch: known only when the whole shape is. */
const foldedBatch = (dims: readonly Dim[]): Dim =>
	mapDims([dims[0] as Dim, dims[1] as Dim, ...dims.slice(2)], ([batch = 1, time = 1]) => batch * time);

function runModelled(layer: TimeDistributedConfig["layer"], input: Value, context: CallContext): SpecStructure {
	const { flavor, machine, origin, asksShape } = context;
	const run = prepareInner(layer, innerCall(input, origin), flavor, machine, asksShape, asksShape);
	if (asksShape) return run.call();
	if (context.world === "keras2") run.check();
	run.build();
	return run.call();
}
