import type { InstanceValue, Origin, Value, World } from "../../domain";
import {
	type Bound,
	bind,
	Failure,
	type LibraryCall,
	type Machine,
	type Problem,
	signature,
	Vague,
} from "../../interpreter/api";
import { checkBaseArguments } from "./base-arguments";
import { failWith } from "./build";
import { type LayerArguments, type LayerDefinition, perWorld } from "./layer-definition";
import { FLOAT32, type LayerState, layerState } from "./layer-state";
import { autoName, toSnakeCase } from "./naming";

/** A fresh, empty layer state; the constructor fills it in. */
export function allocateLayer(self: InstanceValue, _machine: Machine, world: World): void {
	const state: LayerState = {
		tag: "layer",
		world,
		origin: undefined,
		definition: undefined,
		config: undefined,
		bound: undefined,
		vague: undefined,
		name: undefined,
		policy: FLOAT32,
		trainable: true,
		built: undefined,
		nodes: [],
		ownWeights: [],
		graph: undefined,
		stack: undefined,
	};
	self.native = state;
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
	const bound = bind(signature(perWorld(definition.signature, world)), args);
	state.origin = args.origin;
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
				machine.report(signal.problem, signal.origin ?? originOfArgument(signal.problem, bound) ?? args.origin);
			} else throw signal;
			return false;
		}
	};
	if (!attempt(() => checkBinding(bound, className))) return;
	if (!attempt(() => checkBaseArguments(state, bound, className, world))) state.vague = undefined;
	state.name ??= autoName(toSnakeCase(className), machine, world);
	if (bound.open) state.vague = bound.open;
	const layerArguments: LayerArguments = {
		world,
		machine,
		bound,
		get: (name) => bound.get(name),
		given: (name) => bound.given(name),
		fail: failWith,
	};
	attempt(() => {
		state.config = definition.configure(layerArguments);
	});
}

/** Python's own TypeErrors: they come before anything that Keras checks. */
function checkBinding(bound: Bound, className: string): void {
	const error = bound.errors[0];
	if (!error) return;
	const fail = (code: "unknown-layer-argument" | "missing-layer-argument", message: string, origin?: Origin): never => {
		throw new Failure({ code, exception: "TypeError", message }, origin);
	};
	if (error.kind === "missing")
		fail("missing-layer-argument", `${className}() needs the argument ${error.names.join(", ")}`);
	if (error.kind === "too-many") {
		fail(
			"unknown-layer-argument",
			`${className}() takes ${error.limit} positional arguments, ${error.given} were given`,
			error.origin,
		);
	}
	if (error.kind === "duplicate") {
		fail("unknown-layer-argument", `${className}() got two values for the argument ${error.name}`, error.origin);
	}
	if (error.kind === "unexpected") {
		fail("unknown-layer-argument", `${className}() has no argument ${error.name}`, error.origin);
	}
}

export const attributeOfArguments = (state: LayerState, name: string): Value | undefined =>
	state.bound &&
	state.definition &&
	signature(perWorld(state.definition.signature, state.world)).parameters.some((p) => p.name === name)
		? state.bound.get(name)
		: undefined;
