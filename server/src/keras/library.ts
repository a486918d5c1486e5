import type { Reason, Snapshot, Value, World } from "../domain";
import type { ClassModel, Library, Namespace } from "../interpreter/api";
import { ACTIVATIONS } from "./activations";
import { APPLICATIONS } from "./applications/applications";
import { AutocastVariableType } from "./backend/common/autocast-variable";
import { KerasTensor } from "./backend/common/keras-tensor";
import { Variable } from "./backend/common/variable";
import { KerasVariableType } from "./backend/common/variable-type";
import { CONFIG } from "./backend/config";
import { BACKEND_FUNCTIONS } from "./backend/functions";
import { CONSTRAINTS } from "./constraints";
import { IMAGE_DATASETS } from "./datasets/images";
import { TABLE_DATASETS } from "./datasets/tables";
import { TEXT_DATASETS } from "./datasets/texts";
import { describeKeras } from "./describe";
import { DTYPE_POLICIES } from "./dtype-policies";
import { Layer } from "./engine/base-layer";
import { InputSpecClass } from "./engine/input-spec-object";
import { EXPORT_ARCHIVES } from "./export/export-archive";
import { isExported } from "./exports";
import { INITIALIZERS } from "./initializers";
import { INTERNAL_MODELS } from "./internals";
import { KerasTensorType } from "./keras-tensor";
import { LAYER_MODELS } from "./layers/index.generated";
import { LEGACY_LAYERS } from "./legacy/layers";
import { LOSSES } from "./losses";
import { cloneModel } from "./models/clone-model";
import { Model } from "./models/model";
import { Sequential } from "./models/sequential";
import { summarizeModels } from "./models/summary";
import { hasModule, lacksModule } from "./modules";
import { NAMESPACES } from "./namespaces";
import { whyNotModelled } from "./not-modelled";
import { Dispatch } from "./operators/dispatch";
import { operationClass } from "./operators/operation";
import { OPERATION_CLASSES, OPERATOR_REPLAYS } from "./operators/operators";
import { OP_MODELS } from "./ops/index";
import { RANDOM } from "./random";
import { REGULARIZERS } from "./regularizers";
import { REGISTRATION } from "./saving/registration";
import { DATASET_UTILITIES } from "./utils/data";
import { TO_CATEGORICAL } from "./utils/numerical-utils";
import { PAD_SEQUENCES } from "./utils/sequence-utils";
import { hasName, historyOf } from "./versions/names";
import { releaseOf } from "./versions/release";

const aliasOf = (prefix: string, { name, worlds }: ClassModel): readonly Namespace[] =>
	(worlds ?? [undefined]).map((within) => ({ prefix, target: name, within }));

/** Another name of a class is the same object: `layers.MaxPool2D is layers.MaxPooling2D`. */
const CLASS_ALIASES: readonly Namespace[] = LAYER_MODELS.flatMap((model) =>
	model.kind === "class" ? (model.aliases ?? []).flatMap((prefix) => aliasOf(prefix, model)) : [],
);

/** Keras, in both worlds. */
export const kerasLibrary: Library = {
	models: [
		Layer,
		InputSpecClass,
		Model,
		Sequential,
		...EXPORT_ARCHIVES,
		cloneModel,
		...CONFIG,
		...BACKEND_FUNCTIONS,
		...DTYPE_POLICIES,
		...ACTIVATIONS,
		...INITIALIZERS,
		...REGULARIZERS,
		...CONSTRAINTS,
		...LOSSES,
		...LAYER_MODELS,
		...LEGACY_LAYERS,
		...APPLICATIONS,
		...OPERATION_CLASSES.map(operationClass),
		...OPERATOR_REPLAYS,
		...OP_MODELS,
		...RANDOM,
		KerasTensor,
		Variable,
		Dispatch,
		...IMAGE_DATASETS,
		...TABLE_DATASETS,
		...TEXT_DATASETS,
		...TO_CATEGORICAL,
		...PAD_SEQUENCES,
		...DATASET_UTILITIES,
		...INTERNAL_MODELS,
		...REGISTRATION,
	],
	types: [KerasTensorType, KerasVariableType, AutocastVariableType],
	namespaces: [...NAMESPACES, ...CLASS_ALIASES],
	describe: (value: Value, describe: (value: Value) => Snapshot | undefined) => describeKeras(value, describe),
	summarize: summarizeModels,
	exists: (name, world, viaTensorflow) => isExported(name, world, viaTensorflow) === true,
	hasModule,
	lacksModule,
	hasName: (name, world, versions) => hasName(name, world, releaseOf({ machine: { versions }, world })),
	historyOf: (name, world, versions) => historyOf(name, world, releaseOf({ machine: { versions }, world })),
	missing: missingName,
};

/** Certainly missing: what Keras's own module does not export. */
function missingName(name: string, world: World, viaTensorflow: boolean): Reason | undefined | null {
	if (name !== "keras" && !name.startsWith("keras.")) return null;
	if (isExported(name, world, viaTensorflow) === false) return undefined;
	const why = whyNotModelled(name, world);
	return { text: why === undefined ? `${name} is not modelled yet` : `${name} is not modelled: ${why}` };
}
