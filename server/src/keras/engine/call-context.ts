import { bool, type FunctionValue, NONE, unknown, type Value, type World } from "../../domain";
import { type Bound, bind, type CallArguments, type Machine, type Signature, truthOf } from "../../interpreter/api";
import { phaseOf } from "../backend/common/learning-phase";
import { expects, parameterOf, passed, withArgument } from "./call-spec";
import type { LayerState } from "./layer-state";
import { recordedMask, usesMasks } from "./masks";
import { flattenLeaves } from "./structure";
import { methodSignature } from "./user-signature";

/** What calls of layers hand on to the calls inside them. */
interface CallContextState {
	/** `training` of the call that is running, when it is not None. */
	training: Value | undefined;
	/** How many calls are running, one inside the other. */
	depth: number;
}

const stateOf = (machine: Machine, world: World): CallContextState =>
	machine.libraryState<CallContextState>(`keras.call-context.${world}`, () => ({ training: undefined, depth: 0 }));

const known = (value: Value | undefined): Value | undefined => (value?.kind === "none" ? undefined : value);

function setTraining(context: CallContextState, training: Value | undefined, machine: Machine): void {
	if (context.training === training) return;
	machine.journal.setField(context, "training", training, (a, b) =>
		a === b ? a : unknown({ text: "training depends on the path" }),
	);
}

/**
 * Runs a call with a `training` that the calls inside it see. Keras 2 puts back what was there before; in Keras 3 what a
 * call sets stays for all that follows within the outermost call.
 */
function entering<T>(training: Value | undefined, world: World, machine: Machine, run: () => T): T {
	const context = stateOf(machine, world);
	const outer = context.training;
	setTraining(context, training, machine);
	context.depth += 1;
	try {
		return run();
	} finally {
		context.depth -= 1;
		if (world === "keras2") setTraining(context, outer, machine);
		else if (context.depth === 0) setTraining(context, undefined, machine);
	}
}

/**
 * `training` of a call: what the caller said, or what the call around it was given, or the learning phase of Keras 2, or
 * the default in the signature. Mirrors `_set_training_mode` of base_layer.py (2.15) and `_resolve_and_populate_arg` of
 * layer.py (3), where a None that the caller wrote is final.
 */
function resolveTraining(
	given: Value | undefined,
	fallback: Value | undefined,
	isExpected: boolean,
	world: World,
	machine: Machine,
): Value | undefined {
	if (given && (world === "keras3" || given.kind !== "none")) return known(given);
	const outer = stateOf(machine, world).training;
	if (outer) return outer;
	const phase = world === "keras2" && isExpected ? phaseOf(machine, world).value : undefined;
	return phase ? phaseAsBool(phase) : known(fallback);
}

function phaseAsBool(phase: Value): Value {
	const truth = truthOf(phase);
	return truth === undefined ? { kind: "bool" } : bool(truth);
}

/** `training` as the calls inside of the one that is running see it. */
export const runningTraining = (machine: Machine, world: World): Value => stateOf(machine, world).training ?? NONE;

/** Runs a model that hands `training` to its layers, as Sequential and functional ones do: they get it, if it is not None. */
export function withModelContext<T>(
	bound: Bound,
	world: World,
	machine: Machine,
	run: (training: Value | undefined) => T,
): T {
	const training = resolveTraining(bound.given("training")?.value, undefined, true, world, machine);
	return entering(training, world, machine, () => run(training));
}

/** Runs a built-in layer: the layers that it wraps, and in Keras 3 those that follow, see its `training`. */
export function withLayerContext<T>(
	args: CallArguments,
	bound: Bound,
	world: World,
	machine: Machine,
	run: () => T,
): T {
	const own = bound.given("training");
	const given = own ?? args.keywords.find(({ name }) => name === "training");
	const fallback = bound.get("training");
	const isExpected = own !== undefined || fallback.kind !== "unknown";
	const training = resolveTraining(given?.value, isExpected ? fallback : undefined, isExpected, world, machine);
	return entering(training, world, machine, run);
}

/**
 * Runs a user's `call` with the `training` and `mask` that Keras passes itself. A mask may come with any tensor once some
 * layer makes masks, and is known for the KerasTensors of Keras 2.
 */
export function withCallContext<T>(
	method: FunctionValue,
	args: CallArguments,
	{ world }: LayerState,
	machine: Machine,
	run: (args: CallArguments) => T,
): T {
	const target = methodSignature(method);
	const isExpected = world === "keras2" ? expects("training", target) : parameterOf("training", target) !== undefined;
	const given = passed("training", target, args)?.value;
	const training = resolveTraining(given, parameterOf("training", target)?.default, isExpected, world, machine);
	const filled = fillTraining(args, target, { given, training, isExpected }, world);
	const masked = () => (world === "keras2" ? fillMask : fillMasks)(filled, target, machine);
	return entering(training, world, machine, () => run(masked()));
}

interface TrainingMode {
	readonly given: Value | undefined;
	readonly training: Value | undefined;
	readonly isExpected: boolean;
}

/** Keras 2 passes `training` to every `call` that takes it, None too; Keras 3 only what is not None. */
function fillTraining(
	args: CallArguments,
	target: Signature,
	{ given, training, isExpected }: TrainingMode,
	world: World,
): CallArguments {
	if (!isExpected) return { ...args, keywords: args.keywords.filter(({ name }) => name !== "training") };
	if (known(given) || args.open) return args;
	if (world === "keras3" && !training) return args;
	return withArgument("training", training ?? NONE, target, args, args.origin);
}

const OPEN: Value = unknown({ text: "whether a mask comes with the input" });

/** Keras 2 passes the masks of the first argument to a `call` that takes `mask`. */
function fillMask(args: CallArguments, target: Signature, machine: Machine): CallArguments {
	if (!usesMasks(machine) || !parameterOf("mask", target) || passed("mask", target, args)) return args;
	const mask = recordedMask(args.positional[0]?.value ?? args.keywords[0]?.value) ?? OPEN;
	return mask.kind === "none" ? args : withArgument("mask", mask, target, args, args.origin);
}

/** Keras 3 fills in `mask` for the only tensor argument, or `x_mask` for each of several, where they are None. */
function fillMasks(args: CallArguments, target: Signature, machine: Machine): CallArguments {
	if (!usesMasks(machine) || args.open) return args;
	const bound = bind(target, args);
	const given = target.parameters.map(({ name }) => [name, bound.get(name)] as const);
	const tensors = given.filter(([, value]) => isTensors(value));
	const wanted = tensors.length === 1 ? [["mask", tensors[0]?.[1]] as const] : masksOf(tensors);
	return wanted.reduce<CallArguments>((filled, [name, value]) => {
		if (!parameterOf(name, target) || bound.get(name).kind !== "none") return filled;
		const mask = recordedMask(value) ?? OPEN;
		return mask.kind === "none" ? filled : withArgument(name, mask, target, filled, args.origin);
	}, args);
}

const masksOf = (tensors: readonly (readonly [string, Value])[]) =>
	tensors.map(([name, value]) => [`${name}_mask`, value] as const);

/** A tensor, or a nest of tensors and None. */
function isTensors(value: Value): boolean {
	const leaves = flattenLeaves(value);
	return (
		leaves.some(({ kind }) => kind === "tensor") && leaves.every(({ kind }) => kind === "tensor" || kind === "none")
	);
}
