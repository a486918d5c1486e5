import {
	bool,
	dimToValue,
	int,
	isFullyDefined,
	isNone,
	isStatic,
	list,
	NONE,
	str,
	type TensorValue,
	tuple,
	unknown,
	type Value,
} from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { historyOf } from "../../engine/layer-state";
import { type BackendCall, backendFunction, dtypeOf, itemsOf, shapeOf, tensorOf } from "./define";

/** What has a shape; Python says what other values lack. */
function shaped(k: BackendCall, attribute: string): TensorValue {
	const value = k.get("x");
	if (value.kind === "tensor") return value;
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "instance" || value.kind === "library") return vague("a value that is no tensor");
	return k.fail(`a value that is no tensor has no ${attribute}`, "x", "python-error", "AttributeError");
}

/** `int_shape`: a tuple of ints and `None`, or `None` for an unknown rank. */
const INT_SHAPE = backendFunction(
	"int_shape",
	"x",
	(k) => {
		const { spec, flavor } = shaped(k, "shape");
		if (spec.shape.kind === "unknown-rank") return NONE;
		if (spec.shape.kind === "top") return vague(spec.shape.why);
		const { shape } = spec;
		return tuple(shape.dims.map((dim, axis) => dimToValue(dim, axis, flavor === "KerasTensor", undefined, shape)));
	},
	{ inspects: true },
);

const NDIM = backendFunction(
	"ndim",
	"x",
	(k) => {
		const spec = { shape: shapeOf(shaped(k, "shape")) };
		if (spec.shape.kind === "ranked") return int(spec.shape.dims.length);
		return spec.shape.kind === "unknown-rank" ? NONE : vague(spec.shape.why);
	},
	{ inspects: true },
);

const DTYPE = backendFunction(
	"dtype",
	"x",
	(k) => {
		const dtype = dtypeOf(shaped(k, "dtype"));
		return typeof dtype === "string" ? str(dtype) : unknown(dtype.why);
	},
	{ inspects: true },
);

const COUNT_PARAMS = backendFunction(
	"count_params",
	"x",
	(k) => {
		const shape = shapeOf(shaped(k, "shape"));
		if (shape.kind === "ranked" && shape.dims.some(isNone))
			return k.fail("an open size cannot be multiplied", "x", "undefined-dimension", "TypeError");
		if (!isFullyDefined(shape) || shape.kind !== "ranked") return vague("the number of elements is not known");
		return { ...int(shape.dims.filter(isStatic).reduce((product, dim) => product * dim, 1)), numpy: "int64" };
	},
	{ inspects: true },
);

/** Only an Input can be asked for one that is sparse; that is not seen in its spec. */
const isSparseInput = (tensor: TensorValue): boolean => {
	const layer = historyOf(tensor)?.node.layer;
	const isInput = layer === undefined || (layer.cls.kind === "library" && layer.cls.name.endsWith("InputLayer"));
	return isInput ? vague("whether an input is sparse") : false;
};

const isSparse = (value: Value): boolean => {
	if (value.kind === "tensor" && value.flavor !== "KerasTensor") return false;
	if (value.kind === "tensor") return isSparseInput(value);
	if (value.kind === "unknown" || value.kind === "instance") return vague("whether it is sparse");
	return false;
};

const GET_VALUE = (name: string): FunctionModel =>
	backendFunction(name, "x", (k) => {
		const x = k.get("x");
		if (x.kind !== "tensor" || x.flavor === "ndarray") return x.kind === "unknown" ? vague(x.why) : x;
		if (x.flavor === "KerasTensor") {
			if (k.world === "keras3") return x;
			return k.fail("a KerasTensor has no values: it has no numpy()", "x", "invalid-layer-input", "AttributeError");
		}
		if (x.flavor === "Tensor" && x.eager === false) {
			return k.fail("a tensor of a graph has no numpy()", "x", "invalid-layer-input", "AttributeError");
		}
		if (x.eager === false || k.machine.inGraph) return vague("the value of a tensor that is in a graph");
		if (x.spec.shape.kind === "ranked" && x.spec.shape.dims.length === 0) return vague("the value of a scalar");
		return { ...tensorOf(x), flavor: "ndarray", eager: undefined };
	});

export const INSPECTION: readonly FunctionModel[] = [
	INT_SHAPE,
	NDIM,
	DTYPE,
	COUNT_PARAMS,
	backendFunction("is_sparse", "tensor", (k) => bool(isSparse(k.get("tensor"))), { inspects: true }),
	backendFunction(
		"to_dense",
		"tensor",
		(k) => (isSparse(k.get("tensor")) ? vague("a sparse tensor") : k.get("tensor")),
		{
			inspects: true,
		},
	),
	GET_VALUE("get_value"),
	GET_VALUE("eval"),
	backendFunction("batch_get_value", "tensors", (k) => {
		const items = itemsOf(k.get("tensors"), "the tensors");
		return list(items.map((x) => k.backend("get_value", { x })));
	}),
	backendFunction(
		"print_tensor",
		"x, message='', summarize=3",
		(k) => (tensorOf(k.get("x")).flavor === "KerasTensor" ? vague("print_tensor of a KerasTensor") : k.get("x")),
		{ isKeras2: true },
	),
];
