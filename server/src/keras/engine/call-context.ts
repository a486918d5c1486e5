import { type FunctionValue, NONE, unknown, type Value } from "../../domain";
import type { CallArguments, Machine, Parameter } from "../../interpreter/api";
import type { LayerState } from "./layer-state";
import { recordedMask, usesMasks } from "./masks";
import { methodSignature } from "./user-signature";

/** What calls of layers hand on to the calls inside them. */
interface CallContextState {
	/** `training` of the call that is running, when it is not None. */
	training: Value | undefined;
}

const stateOf = (machine: Machine): CallContextState =>
	machine.libraryState<CallContextState>("keras.call-context", () => ({ training: undefined }));

const givenTo = (args: CallArguments, name: string, parameters: readonly string[]): Value | undefined =>
	args.keywords.find((each) => each.name === name)?.value ?? args.positional[parameters.indexOf(name)]?.value;

/**
 * Runs a user's `call` with the `training` and `mask` that Keras passes itself: `training` is what the caller said, or
 * what the call around it was given; a mask may come with any tensor once some layer makes masks, and is known for the
 * KerasTensors of Keras 2.
 */
export function withCallContext<T>(
	method: FunctionValue,
	args: CallArguments,
	{ world }: LayerState,
	machine: Machine,
	run: (args: CallArguments) => T,
): T {
	const context = stateOf(machine);
	const outer = context.training;
	const { parameters, kwarg } = methodSignature(method);
	const names = parameters.map((each) => each.name);
	const given = givenTo(args, "training", names);
	const training = given && given.kind !== "none" ? given : outer;
	const takes = names.includes("training");
	const drop = !takes && (world === "keras3" || kwarg === undefined);
	const own = args.keywords.filter(({ name, value }) =>
		name === "training" ? !drop && !(takes && value.kind === "none" && training) : true,
	);
	const { origin } = args;
	const keywords = [...own];
	if (takes && training && !(given && given.kind !== "none"))
		if (names.indexOf("training") >= args.positional.length)
			keywords.push({ name: "training", value: training, origin });
	for (const name of usesMasks(machine) ? maskParameters(names, world) : []) {
		if (givenTo(args, name, names) !== undefined) continue;
		const mask = world === "keras2" ? recordedMask(args.positional[0]?.value ?? args.keywords[0]?.value) : undefined;
		if (mask?.kind === "none") continue;
		const open = unknown({ text: "whether a mask comes with the input", origin });
		keywords.push({ name, value: mask ?? open, origin });
	}
	try {
		context.training = training ?? (world === "keras2" && takes ? defaultTraining(parameters) : undefined);
		return run({ ...args, keywords });
	} finally {
		context.training = outer;
	}
}

/** Keras 2 hands on the default of `training`, unless it is None. */
function defaultTraining(parameters: readonly Parameter[]): Value | undefined {
	const value = parameters.find((each) => each.name === "training")?.default;
	return value?.kind === "none" ? undefined : value;
}

/** Runs what a model calls, with the `training` that it was called with itself. */
export function withTraining<T>(args: CallArguments, machine: Machine, run: () => T): T {
	const training = givenTo(args, "training", ["inputs", "training", "mask"]);
	const context = stateOf(machine);
	const outer = context.training;
	try {
		if (training && training.kind !== "none") context.training = training;
		return run();
	} finally {
		context.training = outer;
	}
}

/** The parameters that Keras fills with masks by itself. */
const maskParameters = (names: readonly string[], world: LayerState["world"]): readonly string[] =>
	names.filter(
		(name) => name === "mask" || (world === "keras3" && name.endsWith("_mask") && names.includes(name.slice(0, -5))),
	);

/** `training` as a value of the running call; `None` outside of one. */
export const runningTraining = (machine: Machine): Value => stateOf(machine).training ?? NONE;
