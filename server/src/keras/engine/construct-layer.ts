import { type InstanceValue, misspelt, type Origin, type World } from "../../domain";
import {
	type BindError,
	type Bound,
	Failure,
	type LibraryCall,
	type Machine,
	type Problem,
	signature,
	Vague,
} from "../../interpreter/api";
import { bindAt } from "../versions/former-signatures";
import { checkBaseArguments, policyOrUnknown } from "./base-arguments";
import { layerArguments } from "./layer-arguments";
import { exportedName, type LayerDefinition, perWorld } from "./layer-definition";
import { FLOAT32, type LayerState, layerState } from "./layer-state";
import { noteMasks } from "./masks";
import { autoName, toSnakeCase } from "./naming";
import { userMethod } from "./user-method";

/** A fresh, empty layer state; the constructor fills it in. */
export function allocateLayer(self: InstanceValue, machine: Machine, world: World, origin: Origin): void {
	const state: LayerState = {
		tag: "layer",
		world,
		origin,
		definition: undefined,
		config: undefined,
		bound: undefined,
		vague: undefined,
		name: undefined,
		policy: FLOAT32,
		autocast: true,
		nameIsUnknown: false,
		activity: "none",
		trainable: true,
		built: undefined,
		maybeBuilt: false,
		building: false,
		nodes: [],
		ownWeights: [],
		quantized: undefined,
		hidesWeights: false,
		lacksWeight: false,
		loss: undefined,
		lossFunction: undefined,
		graph: undefined,
		stack: undefined,
	};
	self.native = state;
	// Keras 3 wraps the `build` of each instance, so that a call by hand marks it as built, too.
	if (world === "keras3" && self.cls.kind === "class" && userMethod(self, "build", machine))
		self.attrs.set("build", { kind: "method", self, name: "build" });
}

/** Where the argument of a problem was written, if it was. */
export const originOfArgument = (problem: Problem, bound: Bound): Origin | undefined =>
	problem.argument === undefined
		? undefined
		: (bound.given(problem.argument)?.origin ?? bound.extra.find((each) => each.name === problem.argument)?.origin);

/** Runs a layer's constructor. What real Keras would raise is reported; calls of the broken layer are `?`. */
export function constructLayer(
	definition: LayerDefinition<unknown>,
	self: InstanceValue,
	call: LibraryCall,
	className = definition.name,
): void {
	const { machine, world, args } = call;
	const state = layerState(self);
	if (!state) return;
	const bound = bindAt(exportedName(definition), "init", perWorld(definition.signature, world), call, args);
	state.origin ??= args.origin;
	state.definition = definition;
	state.bound = bound;
	const attempt = (run: () => void): boolean => {
		try {
			run();
			return true;
		} catch (signal) {
			if (signal instanceof Vague) state.vague = signal.why;
			else if (signal instanceof Failure) {
				state.vague = { text: `${className}(…) raises ${signal.problem.exception}`, origin: args.origin };
				machine.report(
					{ anyBackend: true, ...signal.problem },
					signal.origin ?? originOfArgument(signal.problem, bound) ?? args.origin,
				);
			} else throw signal;
			return false;
		}
	};
	if (!attempt(() => checkBinding(bound, className, definition, world))) return;
	if (bound.open) state.vague = bound.open;
	if (makesMask(definition, bound)) noteMasks(machine);
	const own = layerArguments(world, machine, bound);
	if (!attempt(() => definition.precheck?.(own))) return;
	// A mistake in the arguments that every layer has leaves the layer's own as they are: go on as if it were mended.
	if (!attempt(() => checkBaseArguments(state, own, className))) {
		state.vague = bound.open;
		state.policy = policyOrUnknown(own);
	}
	if (!state.nameIsUnknown) state.name ??= autoName(toSnakeCase(className), machine, world);
	attempt(() => {
		state.config = definition.configure(own);
	});
}

function makesMask({ name }: LayerDefinition<unknown>, bound: Bound): boolean {
	if (name !== "Embedding") return name === "Masking";
	const flag = bound.get("mask_zero");
	return flag.kind !== "bool" || flag.value !== false;
}

/** Python's own TypeErrors: they come before anything that Keras checks. */
function checkBinding(bound: Bound, className: string, definition: LayerDefinition<unknown>, world: World): void {
	const error = bound.errors[0];
	if (!error) return;
	const origin = "origin" in error ? error.origin : undefined;
	throw new Failure({ exception: "TypeError", ...bindingProblem(error, className, definition, world) }, origin);
}

function bindingProblem(
	error: BindError,
	className: string,
	definition: LayerDefinition<unknown>,
	world: World,
): Pick<Problem, "code" | "message" | "facts"> {
	const code = "unknown-layer-argument";
	switch (error.kind) {
		case "missing":
			return { code: "missing-layer-argument", message: `${className}() needs the argument ${error.names.join(", ")}` };
		case "too-many":
			return { code, message: `${className}() takes ${error.limit} positional arguments, ${error.given} were given` };
		case "duplicate":
			return { code, message: `${className}() got two values for the argument ${error.name}` };
		default: {
			const own = signature(perWorld(definition.signature, world)).parameters.map((parameter) => parameter.name);
			return { code, ...misspelt(className, error.name, own) };
		}
	}
}
