import { type DType, NONE, type Shape, type Value } from "../../domain";
import {
	bind,
	type LibraryCall,
	type MethodModel,
	Raised,
	raise,
	signature,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { makeTensor, runInnerLayer } from "../engine/call-layer";
import { type LayerState, layerState } from "../engine/layer-state";
import { markBuilt } from "../engine/maybe-built";
import { shapeToValue, valueToShape } from "../engine/shape-value";
import { isSpec } from "../engine/structure";
import { isSince } from "../versions/release";
import { countBuild } from "./count-builds";
import { functionalShape } from "./model-output-shape";
import { buildFor, chain, ownLayers, rejectOtherShape } from "./sequential-graph";
import { isInputLayer } from "./sequential-input";

/** `model.build(input_shape=None)`, the batch included. It counts as built, whatever came of it. */
export const buildSequential: MethodModel = (self, call) => {
	const state = layerState(self);
	const bound = bind(signature("input_shape=None"), call.args);
	if (!state?.stack || state.vague || bound.open) return NONE;
	const written = bound.get("input_shape");
	if (state.world === "keras2") buildKeras2(state, written, call);
	else buildKeras3(state, written, call);
	if (!state.vague && !state.graph) markBuilt(state, call.machine);
	return NONE;
};

const shapeOf = (written: Value, { args }: LibraryCall): Shape =>
	valueToShape(written, { text: "the shape given to build leaves it open", origin: args.origin });

/** A graph stays as it is; without one there must be a shape. */
function buildKeras2(state: LayerState, written: Value, call: LibraryCall): void {
	if (state.graph) return;
	if (written.kind === "none")
		raise({ code: "invalid-input-shape", exception: "ValueError", message: "build() needs the shape of the input" });
	if (written.kind === "int" || written.kind === "float" || written.kind === "bool")
		raise({ code: "invalid-input-shape", exception: "TypeError", message: "build() takes a shape, found a number" });
	buildFor(state, shapeOf(written, call), layerDType(state), call);
}

/** What is no shape changes nothing; a model that begins with an Input is built for its shape only. */
function buildKeras3(state: LayerState, written: Value, call: LibraryCall): void {
	const shape = shapeOf(written, call);
	if (shape.kind !== "ranked") {
		if (written.kind === "unknown") vague("the shape given to build is not known");
		return;
	}
	const [first] = state.stack ?? [];
	if (!first) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `${state.name ?? "the model"} cannot be built: it has no layers`,
		});
	}
	const input = isInputLayer(first) ? layerState(first)?.nodes[0]?.outputs[0] : undefined;
	if (input) rejectOtherShape(state, input.spec.shape, shape);
	if (state.graph) {
		countBuild(state, call.machine);
		return;
	}
	if (input) chain(state, input, ownLayers(state), call);
	else buildFor(state, shape, layerDType(state), call);
}

const layerDType = (state: LayerState): DType => {
	const first = state.stack?.[0];
	return (first && layerState(first)?.policy.compute) ?? "float32";
};

/** `model.compute_output_shape(input_shape)` of a Sequential. */
export const sequentialShape: MethodModel = (self, call) => {
	const state = layerState(self);
	const bound = bind(signature("input_shape"), call.args);
	if (!state?.stack || state.vague || bound.open || bound.errors[0]) return vague("the output shape is not followed");
	const written = bound.get("input_shape");
	if (state.world === "keras2") return shapeOfKeras2(state, written, call);
	if (!isSince("3.4", { machine: call.machine, world: state.world }))
		raise({
			code: "invalid-layer-input",
			exception: "NotImplementedError",
			message: "a Sequential has compute_output_shape since Keras 3.4",
		});
	if (state.graph) return functionalShape(state, state.graph, written, call);
	const layers = ownLayers(state);
	if (layers.length === 0)
		raise({
			code: "invalid-layer-input",
			exception: "UnboundLocalError",
			message: "a Sequential without layers has no output shape",
		});
	return layers.reduce((shape, layer) => askLayer(layer, shape, call), written);
};

/** Keras 2 asks every layer for its `compute_output_shape`, which checks nothing; without layers it hands the shape on. */
function shapeOfKeras2(state: LayerState, written: Value, call: LibraryCall): Value {
	const layers = ownLayers(state);
	if (layers.length === 0) return written;
	const shape = valueToShape(written);
	if (shape.kind !== "ranked") return vague("the output shape is not followed");
	return layers.reduce<Value>((value, layer) => askLayer(layer, value, call), shapeToValue(shape, "keras2"));
}

function askLayer(layer: Value, written: Value, call: LibraryCall): Value {
	const state = layerState(layer);
	const shape = valueToShape(written);
	const isReady = state?.built !== undefined || state?.definition?.build === undefined;
	if (!state || layer.kind !== "instance" || shape.kind !== "ranked" || layer.cls.kind === "class")
		return vague("the output shape is not followed");
	if (isInputLayer(layer) && state.world === "keras3")
		raise({
			code: "invalid-layer-input",
			exception: "NotImplementedError",
			message: "an Input behind other layers has no output shape",
		});
	if (!isReady && state.world === "keras2") return vague("the output shape of a layer that is not built");
	const tensor = makeTensor({ shape, dtype: "float32" }, "KerasTensor", state);
	const { machine, args } = call;
	const run = (): Value => {
		const structure = runInnerLayer(layer, syntheticArguments([tensor], args.origin), "KerasTensor", machine, true);
		return isSpec(structure) ? shapeToValue(structure.shape, state.world) : vague("several outputs");
	};
	const result = machine.trap(() => machine.guard(args.origin, run));
	return result instanceof Raised ? vague("the output shape is not followed") : result;
}
