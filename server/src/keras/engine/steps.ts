import { type InstanceValue, NONE, type Origin, type Reason, type Value } from "../../domain";
import { Failure, type Machine, type MethodModel, syntheticArguments, vague } from "../../interpreter/api";
import { itemsOf } from "./argument-readers";
import { isRealBuild } from "./build";
import { buildOn } from "./build-on";
import { makeTensor, runStep } from "./call-layer";
import { type LayerState, layerState } from "./layer-state";
import { markBuilt, noteMaybeBuilt } from "./maybe-built";
import { shapeToValue, valueToShape } from "./shape-value";
import { runUserBuild } from "./user-build";
import { overriddenStep, userMethod } from "./user-method";

/** The steps of a layer as methods: `super().call(x)`, `super().build(shape)`, `dense.build(shape)`. */

/** `layer.call(…)`: what a built-in layer computes, without what `__call__` does before and after. */
export const callStep: MethodModel = (self, { machine, args }) => {
	const state = layerState(self);
	if (!state || self.kind !== "instance") return vague("a layer that was not constructed");
	if (args.open) return vague(args.open);
	const { definition } = state;
	const first = args.positional[0]?.value;
	if (definition?.name === "Layer") {
		return state.world === "keras2" && first ? first : vague("the plain Layer of Keras 3 has no call");
	}
	const makesWeights = definition?.build !== undefined;
	if (makesWeights && !(state.built && isRealBuild(state.built))) vague("what the layer's build made is not known");
	return runStep(self, args, machine);
};

/** Layers that Keras 3 asks for the shape of many inputs by `compute_output_shape`, when they are called, too. */
const MERGING: ReadonlySet<string> = new Set(
	"Add Subtract Multiply Average Maximum Minimum Concatenate Dot".split(" "),
);

/** Whether the layer's symbolic call is what `compute_output_shape` says of such inputs. */
const declaresShape = (input: Value | undefined, { world, definition }: LayerState): boolean =>
	input?.kind === "tensor" ||
	(world === "keras3" && definition !== undefined && MERGING.has(definition.name) && isTensorList(input));

const isTensorList = (input: Value | undefined): boolean =>
	input?.kind === "list" && input.items?.every((each) => each.kind === "tensor") === true;

/** What such layers of Keras 2 are asked for, they hand on as it was written. */
const HANDS_ON =
	/^(Activation|ActivityRegularization|Dropout|SpatialDropout\dD|Masking|Rescaling|(Batch|SyncBatch|Layer|Group|Unit)?Normalization)$/;

/** `compute_output_shape(shape)` of a built-in layer with one input or of one that merges, also as `super()` has it. */
export const outputShapeStep: MethodModel = (self, { machine, args }) => {
	const state = layerState(self);
	const [only, ...others] = [...args.positional, ...args.keywords];
	const why: Reason = { text: "the shape given leaves it open", origin: args.origin };
	const isOne = only !== undefined && others.length === 0 && !args.open;
	const input = state && isOne ? shapesToInputs(only.value, state, why) : undefined;
	if (
		!state ||
		!input ||
		self.kind !== "instance" ||
		!declaresShape(input, state) ||
		state.definition?.name === "Layer"
	)
		return vague("compute_output_shape of the layer is not followed");
	if (state.world === "keras2" && HANDS_ON.test(state.definition?.name ?? "")) return only?.value ?? NONE;
	const output = runStep(self, syntheticArguments([input], args.origin), machine, "KerasTensor");
	if (output.kind !== "tensor") return vague("compute_output_shape of several outputs is not followed");
	const shape = shapeToValue(output.spec.shape, state.world);
	const isList = state.world === "keras3" && /^Conv\dDTranspose$/.test(state.definition?.name ?? "");
	return isList && shape.kind === "tuple" ? { kind: "list", items: shape.items } : shape;
};

/** `layer.build(shape)`: a built-in layer makes its weights, a user's class runs its own `build`. */
export const buildStep: MethodModel = (self, { machine, args }) => {
	const state = layerState(self);
	const written = args.positional[0]?.value ?? args.keywords[0]?.value;
	if (!state || self.kind !== "instance") return NONE;
	if (args.open || !written || args.positional.length + args.keywords.length > 1) {
		noteMaybeBuilt(state, machine);
		return NONE;
	}
	// In Keras 2 only `super().build()` comes here: the user's own method is found before.
	const own = state.building || state.world === "keras2" ? undefined : userMethod(self, "build", machine);
	if (own) runUserBuild(self, state, own, written, undefined, args, machine);
	else if (!state.definition?.build) markBuilt(state, machine);
	else buildBase(self, state, written, machine, args.origin);
	return NONE;
};

/** Runs the `build` of the built-in layer that the instance is, or that its class derives from. */
function buildBase(self: InstanceValue, state: LayerState, shape: Value, machine: Machine, origin: Origin): void {
	if (state.built && isRealBuild(state.built)) return;
	const why: Reason = { text: "the shape given to build leaves it open", origin };
	const input = shapesToInputs(shape, state, why);
	const doubt =
		state.vague ??
		(self.cls.kind === "class" && state.world === "keras3" && !state.building
			? overriddenStep(self, machine)
			: undefined);
	if (!input || doubt) {
		noteMaybeBuilt(state, machine);
		return;
	}
	try {
		buildOn(state, input, machine, origin);
	} catch (signal) {
		// A call would fail in the same way, and was told once.
		const failed: Reason = { text: "the layer's build raises an exception", origin };
		if (signal instanceof Failure) machine.journal.setField(state, "vague", failed, (a, b) => a ?? b);
		throw signal;
	}
}

/** Tensors of the shapes that were written; absent when one is not known. */
function shapesToInputs(value: Value, state: LayerState, why: Reason): Value | undefined {
	// Two things that are not known are two sizes, or two shapes.
	const items = itemsOf(value);
	if (items && items.length > 0 && items.every((item) => item.kind === "unknown")) return undefined;
	const shape = valueToShape(value, why);
	if (shape.kind !== "top") return makeTensor({ shape, dtype: state.policy.compute }, "KerasTensor", state);
	if (!items || items.length === 0) return undefined;
	const inputs = items.map((item) => shapesToInputs(item, state, why));
	return inputs.includes(undefined) ? undefined : { kind: "list", items: inputs as Value[] };
}
