import { NONE, type Value, type World } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise } from "../../interpreter/api";
import { layerState } from "../engine/layer-state";
import { bindMethod } from "../models/bind-method";
import { isUnbuilt } from "./export-model";

const SAVE: Readonly<Record<World, string>> = {
	keras2: "filepath, overwrite=True, save_format=None, **kwargs",
	keras3: "filepath, overwrite=True, zipped=None, **kwargs",
};

const SAVE_WEIGHTS: Readonly<Record<World, string>> = {
	keras2: "filepath, overwrite=True, save_format=None, options=None",
	keras3: "filepath, overwrite=True, max_shard_size=None",
};

const fail = (message: string, bound: Bound): never =>
	raise(
		{ code: "invalid-layer-argument", exception: "ValueError", message, argument: "filepath" },
		bound.given("filepath")?.origin,
	);

const textOf = (value: Value): string | undefined => (value.kind === "str" ? value.value : undefined);

/** `model.save(filepath)`: Keras 3 tells the format from the ending. Mirrors saving/saving_api.py. */
export const saveModel: MethodModel = (self, call) => {
	const world = worldOf(self, call);
	const bound = bindMethod("save", SAVE[world], call);
	const path = textOf(bound.get("filepath"));
	if (path === undefined) return NONE;
	if (world === "keras3") checkEnding(path, bound);
	else if (path.endsWith(".keras") && bound.extra.length > 0)
		fail(`the Keras format takes no ${bound.extra.map(({ name }) => name).join(", ")}`, bound);
	return NONE;
};

function checkEnding(path: string, bound: Bound): void {
	const zipped = bound.get("zipped");
	const isZipped = zipped.kind === "none" ? !path.startsWith("hf://") : zipped.kind === "bool" && zipped.value === true;
	if (!isZipped || /\.(keras|h5|hdf5)$/.test(path)) return;
	fail("model.save of Keras 3 needs a path that ends with .keras or .h5; model.export writes a SavedModel", bound);
}

/** `model.save_weights(filepath)`. */
export const saveWeights: MethodModel = (self, call) => {
	const world = worldOf(self, call);
	const bound = bindMethod("save_weights", SAVE_WEIGHTS[world], call);
	const path = textOf(bound.get("filepath"));
	if (world === "keras2" || path === undefined) return NONE;
	if (bound.get("max_shard_size").kind === "none" && !path.endsWith(".weights.h5"))
		fail("save_weights of Keras 3 needs a path that ends with .weights.h5", bound);
	const state = layerState(self);
	if (state && isUnbuilt(state)) fail("weights are saved before the model has any: it is not built", bound);
	return NONE;
};

const worldOf = (self: Value, call: LibraryCall): World => layerState(self)?.world ?? call.world;
