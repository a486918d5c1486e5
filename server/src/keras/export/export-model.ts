import { NONE, type Origin, type Value, type World } from "../../domain";
import { type LibraryCall, type MethodModel, raise } from "../../interpreter/api";
import { type LayerState, layerState } from "../engine/layer-state";
import { bindMethod } from "../models/bind-method";
import { toTensorSpecs } from "./input-specs";
import { decorated, traced } from "./trace-endpoint";

const SIGNATURE: Readonly<Record<World, string>> = {
	keras2: "filepath",
	keras3: "filepath, format='tf_saved_model', verbose=None, input_signature=None, **kwargs",
};

const FORMATS: ReadonlySet<string> = new Set(["tf_saved_model", "onnx", "openvino", "litert", "torch"]);

/** Whether it certainly has no weights and no inputs yet. */
export const isUnbuilt = (state: LayerState): boolean =>
	!state.built && !state.graph && !state.vague && !state.maybeBuilt && state.nodes.length === 0;

export function requireBuilt(state: LayerState | undefined): void {
	if (!state || !isUnbuilt(state)) return;
	raise({
		code: "undefined-layer-output",
		exception: "ValueError",
		message: `${state.name ?? "the model"} is exported before it is built: its inputs and weights are not known`,
	});
}

/**
 * `model.export(filepath, …)`: Keras 3 traces the model with the `input_signature`, one spec for each positional argument
 * of the call. Mirrors models/model.py and export/saved_model.py (3), engine/training.py (2.15).
 */
export const exportModel: MethodModel = (self, call) => {
	const state = layerState(self);
	const world = state?.world ?? call.world;
	const bound = bindMethod("export", SIGNATURE[world], call);
	const format = world === "keras3" ? bound.get("format") : NONE;
	if (format.kind === "str" && format.value !== undefined && !FORMATS.has(format.value))
		rejectFormat(format.value, bound.given("format")?.origin);
	requireBuilt(state);
	const specs = world === "keras3" ? bound.given("input_signature") : undefined;
	const isSavedModel = format.kind === "str" && format.value === "tf_saved_model";
	if (specs && specs.value.kind !== "none" && isSavedModel) traceModel(self, specs.value, specs.origin, call);
	return NONE;
};

const rejectFormat = (format: string, origin: Origin | undefined): never =>
	raise(
		{
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `model.export knows no format ${format}`,
			argument: "format",
		},
		origin,
	);

function traceModel(model: Value, value: Value, origin: Origin, call: LibraryCall): void {
	const endpoint = { fn: model, signature: toTensorSpecs(value, origin), origin };
	traced(decorated(endpoint, call), origin, call);
}
