import { type FunctionValue, type InstanceValue, NONE, type Reason, type TensorValue, type Value } from "../../domain";
import { type CallArguments, type Machine, syntheticArguments, vague } from "../../interpreter/api";
import { makeTensor, runStep } from "./call-layer";
import type { LayerState } from "./layer-state";
import { valueToShape } from "./shape-value";
import { shapesFor, type UserCall } from "./user-build";
import { userMethod } from "./user-method";

/** Classes of Keras 3 that declare no output: what derives from them is traced. */
const TRACED: ReadonlySet<string> = new Set([
	"Layer",
	"Wrapper",
	"InputLayer",
	"Pipeline",
	"GRUCell",
	"LSTMCell",
	"SimpleRNNCell",
	"StackedRNNCells",
]);

/** Classes of Keras 3 that override `compute_output_spec`, which then decides, whatever `compute_output_shape` says. */
const SPECIFIED: ReadonlySet<string> = new Set(
	"Add AdditiveAttention Attention Average CategoryEncoding Concatenate Discretization Dot Embedding Equalization Flatten GroupQueryAttention Hashing Identity IntegerLookup Maximum Minimum MultiHeadAttention Multiply Permute RandomGrayscale Reshape ReversibleEmbedding StringLookup Subtract TextVectorization".split(
		" ",
	),
);

/** How Keras 3 learns the output of a user's layer that is called on KerasTensors; absent when it traces `call`. */
export type Declaration =
	| { readonly kind: "spec"; readonly method: FunctionValue }
	| { readonly kind: "shape"; readonly method: FunctionValue }
	/** The built-in layer that the class derives from says it. */
	| { readonly kind: "inherited" }
	/** The built-in layer says it, with what the user's `compute_output_shape` gives. */
	| { readonly kind: "mixed" };

export function declarationOf(self: InstanceValue, state: LayerState, machine: Machine): Declaration | undefined {
	if (state.world === "keras2") return undefined;
	const spec = userMethod(self, "compute_output_spec", machine);
	if (spec) return { kind: "spec", method: spec };
	const base = state.definition?.name;
	const shape = userMethod(self, "compute_output_shape", machine);
	if (base && SPECIFIED.has(base)) return shape ? { kind: "mixed" } : { kind: "inherited" };
	if (shape) return { kind: "shape", method: shape };
	return base && !TRACED.has(base) ? { kind: "inherited" } : undefined;
}

/** What the declaration says for a call on KerasTensors. */
export function declaredOutput(
	declaration: Declaration,
	self: InstanceValue,
	state: LayerState,
	call: UserCall,
	machine: Machine,
): Value {
	const { args } = call;
	if (declaration.kind === "mixed") return vague("the built-in layer's spec of the user's shape is not followed");
	if (declaration.kind === "inherited") return runStep(self, firstOnly(call), machine, "KerasTensor");
	if (declaration.kind === "spec") {
		const positional = [{ value: self as Value, origin: args.origin }, ...args.positional];
		return machine.callFunction(declaration.method, { ...args, positional });
	}
	const named = shapesFor(declaration.method, state, call, "compute_output_shape");
	const result = machine.callFunction(declaration.method, {
		...syntheticArguments([self], args.origin),
		keywords: named.map(([name, value]) => ({ name, value, origin: args.origin })),
	});
	return shapesToTensors(result, state, { text: "compute_output_shape leaves it open", origin: args.origin });
}

/** A layer of Keras's own with one input does not know the other arguments that a derived class takes. */
function firstOnly({ args, first, signature, bound }: UserCall): CallArguments {
	const others = signature.parameters.slice(1).some(({ name }) => {
		const value = bound.get(name);
		return value.kind === "tensor";
	});
	return others || !first ? args : syntheticArguments([first], args.origin);
}

const isSize = (value: Value): boolean => value.kind === "int" || value.kind === "none" || value.kind === "unknown";

/** A shape, or a nest of shapes, as the KerasTensors that Keras 3 makes of them. */
function shapesToTensors(value: Value, state: LayerState, why: Reason): Value {
	const make = (shape: Value): TensorValue =>
		makeTensor({ shape: valueToShape(shape, why), dtype: state.policy.compute }, "KerasTensor", state);
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "tensorshape") return make(value);
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(
			([key, entry]) => [key, { key: entry.key, value: shapesToTensors(entry.value, state, why) }] as const,
		);
		return { kind: "dict", entries: new Map(entries) };
	}
	if ((value.kind !== "tuple" && value.kind !== "list") || !value.items)
		return value.kind === "none" ? NONE : vague("the result of compute_output_shape is not followed");
	if (value.items.length === 0 || isSize(value.items[0] as Value)) return make(value);
	const items = value.items.map((item) => shapesToTensors(item, state, why));
	return value.kind === "list" ? { kind: "list", items } : { kind: "tuple", items };
}
