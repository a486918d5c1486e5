import { NONE, type Snapshot, spec, type Value } from "../domain";
import type { ConstantModel, Library } from "../interpreter/api";
import { CompositeTensorType } from "./composite-tensor";
import { COMPOSITES } from "./composites/models";
import { CUSTOM_GRADIENT } from "./custom-gradient";
import { DATA_MODELS, isMissingOfData } from "./data";
import { describeDataset } from "./data/describe";
import { DatasetIteratorType, DatasetType } from "./data/iteration";
import { DTYPE_MODELS, DTypeType } from "./dtype-type";
import { isMissing } from "./exports";
import { PYTHON_FUNCTIONS } from "./function/python-function";
import { TfFunction } from "./function/tf-function";
import { ConcreteFunctionType, TfFunctionType } from "./function/types";
import { GradientTape } from "./gradient-tape";
import { GRADIENTS_IN_GRAPHS } from "./gradients";
import { LITE } from "./lite";
import { ARRAY_OPS } from "./ops/array";
import { ASSERTS } from "./ops/asserts";
import { AUDIO_OPS } from "./ops/audio";
import { BLOCKS } from "./ops/blocks";
import { BRANCHES } from "./ops/branches";
import { COMPLEXES } from "./ops/complexes";
import { COUNTING_OPS } from "./ops/counting";
import { CREATION_OPS } from "./ops/creation";
import { DECODING } from "./ops/decoding";
import { DIAGONALS } from "./ops/diagonals";
import { ELEMENTWISE_OPS } from "./ops/elementwise";
import { IMAGE_OPS } from "./ops/image/index";
import { TF_INITIALIZERS } from "./ops/initializers";
import { LINALG_OPS } from "./ops/linalg";
import { LOOPS } from "./ops/loops";
import { MAPS } from "./ops/maps";
import { MATRIX_OPS } from "./ops/matrix";
import { MORE_MATH_OPS } from "./ops/more-math";
import { NEST } from "./ops/nest";
import { NN_OPS } from "./ops/nn/index";
import { NORMS } from "./ops/norms";
import { ORDERING } from "./ops/ordering";
import { OTHER_OPS } from "./ops/others";
import { PARSING } from "./ops/parsing";
import { QUANTIZATION_OPS } from "./ops/quantization";
import { RANDOM } from "./ops/random";
import { REDUCE_OPS } from "./ops/reduce";
import { RUNTIME } from "./ops/runtime";
import { SCATTER_OPS } from "./ops/scatter";
import { SEGMENT_OPS } from "./ops/segments";
import { SETS } from "./ops/sets";
import { SIGNAL_OPS } from "./ops/signal/index";
import { SLICING_OPS } from "./ops/slicing";
import { SOLVERS } from "./ops/solvers";
import { SPARSE_OPS } from "./ops/sparse";
import { SPREAD_OPS } from "./ops/spread";
import { STRINGS } from "./ops/strings";
import { TEXT_SPLITS } from "./ops/text-split";
import { RANDOM_GENERATOR } from "./random-generator";
import { SAVED_MODELS } from "./saved-model";
import { SCOPES } from "./scopes";
import { DIMENSIONS } from "./shape/dimension";
import { TYPE_SPECS } from "./specs/models";
import { TypeSpecType } from "./specs/type-spec-type";
import { guardSymbols } from "./symbols/guard";
import { TensorArray } from "./tensor-array";
import { TensorShape, TensorShapeType } from "./tensor-shape";
import { TensorType } from "./tensor-type";
import { TF_EXPORT } from "./tf-export";
import { TF_MODULE } from "./tf-module";
import { Variable } from "./variable";

const NEW_AXIS: ConstantModel = { kind: "constant", name: "tensorflow.newaxis", value: () => NONE };

/** TensorFlow: tensors, the TypeSpec family, `tf.function`. */
export const tensorflowLibrary: Library = {
	models: guardSymbols([
		...DTYPE_MODELS,
		...TYPE_SPECS,
		...COMPOSITES,
		TensorShape,
		...DIMENSIONS,
		TfFunction,
		...PYTHON_FUNCTIONS,
		...SAVED_MODELS,
		...LITE,
		...TF_EXPORT,
		...TF_MODULE,
		...CUSTOM_GRADIENT,
		GradientTape,
		TensorArray,
		...GRADIENTS_IN_GRAPHS,
		Variable,
		NEW_AXIS,
		...DATA_MODELS,
		// What is modelled in full stands after what is only known by name.
		...OTHER_OPS,
		...ARRAY_OPS,
		...IMAGE_OPS,
		...CREATION_OPS,
		...RANDOM,
		...SETS,
		...RANDOM_GENERATOR,
		...ELEMENTWISE_OPS,
		...TF_INITIALIZERS,
		...LINALG_OPS,
		...NEST,
		...BRANCHES,
		...MAPS,
		...LOOPS,
		...RUNTIME,
		...SCOPES,
		...MATRIX_OPS,
		...NORMS,
		...DIAGONALS,
		...SOLVERS,
		...MORE_MATH_OPS,
		...STRINGS,
		...TEXT_SPLITS,
		...ASSERTS,
		...BLOCKS,
		...COMPLEXES,
		...ORDERING,
		...SCATTER_OPS,
		...SEGMENT_OPS,
		...COUNTING_OPS,
		...REDUCE_OPS,
		...SIGNAL_OPS,
		...QUANTIZATION_OPS,
		...AUDIO_OPS,
		...SLICING_OPS,
		...DECODING,
		...PARSING,
		...SPARSE_OPS,
		...SPREAD_OPS,
		...NN_OPS,
	]),
	types: [
		DTypeType,
		TensorShapeType,
		TypeSpecType,
		CompositeTensorType,
		TensorType,
		TfFunctionType,
		ConcreteFunctionType,
		DatasetIteratorType,
		DatasetType,
	],
	namespaces: [
		{ prefix: "tensorflow.compat.v2", target: "tensorflow" },
		{ prefix: "tensorflow._api.v2", target: "tensorflow" },
	],
	describe: (value) => describeDataset(value) ?? describeTensor(value),
	missing: (name) => {
		if (name !== "tensorflow" && !name.startsWith("tensorflow.")) return null;
		return isMissing(name) || isMissingOfData(name) ? undefined : { text: `${name} is not modelled yet` };
	},
};

function describeTensor(value: Value): Snapshot | undefined {
	if (value.kind === "tensor") return { kind: value.flavor, spec: value.spec };
	if (value.kind === "typespec") return { kind: "TypeSpec", spec: value.spec };
	if (value.kind === "tensorshape") {
		return { kind: "TensorShape", spec: spec(value.shape, { kind: "unknown", why: { text: "a shape has no dtype" } }) };
	}
	return undefined;
}
