import type { InstanceValue, Value } from "../../domain";
import type { LayerState } from "./layer-state";

/** Whether a layer is a model, be it built or not. */
export const isModel = (self: InstanceValue, state: LayerState): boolean =>
	state.stack !== undefined || state.graph !== undefined || isModelClass(self.cls);

const MODEL_CLASSES = new Set([
	"keras.Model",
	"keras.Sequential",
	"keras.Functional",
	"keras.models.Model",
	"keras.models.Sequential",
]);

/** Whether a class, a user's or Keras's own, is a model's. */
const isModelClass = (cls: Value): boolean =>
	cls.kind === "class" ? cls.bases.some(isModelClass) : cls.kind === "library" && MODEL_CLASSES.has(cls.name);
