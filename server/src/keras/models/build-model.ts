import { type FunctionValue, type InstanceValue, NONE, type TensorValue, type Value } from "../../domain";
import { isException, type LibraryCall, type MethodModel, raise, syntheticArguments } from "../../interpreter/api";
import { buildsSomehow } from "../engine/built-somehow";
import { makeTensor } from "../engine/call-layer";
import { type LayerState, layerState } from "../engine/layer-state";
import { markBuilt } from "../engine/maybe-built";
import { valueToShape } from "../engine/shape-value";
import { buildStep } from "../engine/steps";
import { userMethod } from "../engine/user-method";
import { methodSignature } from "../engine/user-signature";
import { withGraph } from "../engine/with-graph";

/**
 * `build(input_shape)` of a subclassed model: Keras 2 runs its `call` on placeholders of that shape, each time; Keras 3
 * only marks it. Mirrors `Model.build` of keras/src/engine/training.py (2.15).
 */
export const buildModel: MethodModel = (self, call) => {
	const state = layerState(self);
	const written = call.args.positional[0]?.value ?? call.args.keywords[0]?.value;
	if (!state || self.kind !== "instance" || !written || state.graph) return NONE;
	if (state.world === "keras3") return state.built ? NONE : buildStep(self, call);
	rejectNoShape(written);
	const method = userMethod(self, "call", call.machine);
	const input = placeholders(written, state, call);
	if (!method || !input) return buildsSomehow("build")(self, call);
	if (state.nodes.length === 0) runOnPlaceholders(self, method, input, call);
	markBuilt(state, call.machine);
	return NONE;
};

function rejectNoShape(written: Value): void {
	if (written.kind !== "none" && written.kind !== "int" && written.kind !== "float" && written.kind !== "str") return;
	reject(`build() of a model takes a shape, found ${written.kind === "none" ? "None" : `a ${written.kind}`}`);
}

function reject(message: string): never {
	raise({ code: "invalid-input-shape", exception: "ValueError", message });
}

/** `call` itself, without what `__call__` does around it: of the other arguments Keras knows only `training`. */
function runOnPlaceholders(self: InstanceValue, method: FunctionValue, input: Value, call: LibraryCall): void {
	const { machine, args } = call;
	const { parameters } = methodSignature(method);
	const required = parameters.filter((each) => each.kind !== "keyword-only" && !each.default).slice(1);
	const other = required.find(({ name }) => name !== "training");
	const named = parameters.find((each) => each.kind === "keyword-only" && !each.default);
	const missing = other ?? named;
	if (missing) reject(`build() cannot call the model: its call() needs ${missing.name}, too`);
	const training: Value = { kind: "bool", value: false };
	const keywords = required.map(({ name }) => ({ name, value: training, origin: args.origin }));
	const passed = { ...syntheticArguments([self, input], args.origin), keywords };
	machine.renaming(renamed, () => withGraph(machine, true, () => machine.callFunction(method, passed)));
}

const renamed = (exception: string): string =>
	isException(exception, "TypeError") || isException(exception, "InvalidArgumentError") ? "ValueError" : exception;

/** A tensor for each shape in a list or dict of shapes; absent when they are not known. */
function placeholders(written: Value, state: LayerState, call: LibraryCall): Value | undefined {
	if (written.kind === "list" && written.items && !written.items.every(isSize)) {
		const items = written.items.map((item) => placeholder(item, state, call));
		return items.includes(undefined) ? undefined : { kind: "list", items: items as TensorValue[] };
	}
	if (written.kind !== "dict") return placeholder(written, state, call);
	if (!written.entries) return undefined;
	const entries = new Map<string, { key: Value; value: Value }>();
	for (const [name, { key, value }] of written.entries) {
		const tensor = placeholder(value, state, call);
		if (!tensor) return undefined;
		entries.set(name, { key, value: tensor });
	}
	return { kind: "dict", entries };
}

const isSize = (value: Value): boolean => value.kind === "int" || value.kind === "none" || value.kind === "unknown";

function placeholder(written: Value, state: LayerState, { args }: LibraryCall): TensorValue | undefined {
	const shape = valueToShape(written, { text: "the shape given to build leaves it open", origin: args.origin });
	return shape.kind === "ranked" ? makeTensor({ shape, dtype: "float32" }, "Tensor", state, false) : undefined;
}
