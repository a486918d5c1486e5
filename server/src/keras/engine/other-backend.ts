import {
	type Dim,
	type DType,
	type DTypeName,
	isFloating,
	isNone,
	type Reason,
	ranked,
	type Spec,
	type TensorValue,
	unknownDim,
	unknownDType,
	type Value,
	type World,
} from "../../domain";
import type { Machine } from "../../interpreter/api";
import { flattenTensors } from "./structure";

/**
 * What is known of a spec where another backend than TensorFlow computes. Keras declares sizes without asking a backend;
 * dtypes of 64 bits are TensorFlow's alone in promotion (`BIT64_TO_BIT32_DTYPE` of keras/src/backend/common/dtypes.py),
 * and what a backend makes of ints is its own. In a graph, TensorFlow forgets sizes that others compute.
 */
interface Site {
	readonly machine: Machine;
	readonly world: World;
}

/** How a spec came to be: declared of KerasTensors, or computed. */
type Computed = "symbolic" | "graph" | "eager";

const NARROWED: Readonly<Partial<Record<DTypeName, DTypeName>>> = {
	int64: "int32",
	uint64: "uint32",
	float64: "float32",
	complex128: "complex64",
};

const isWide = (dtype: DType): boolean => typeof dtype === "string" && NARROWED[dtype] !== undefined;

/** Why another backend computes; absent on TensorFlow. */
export const otherBackend = ({ machine, world }: Site): Reason | undefined =>
	world === "keras3" ? machine.switches.silence : undefined;

const because = (what: string, cause: Reason): Reason => ({ text: `${what} is the backend's`, cause });

/** `keras.backend.result_type` of a promotion that TensorFlow's tells. */
export function promotedElsewhere(dtype: DType, site: Site): DType {
	return otherBackend(site) && typeof dtype === "string" ? (NARROWED[dtype] ?? dtype) : dtype;
}

/** A dtype that may be of 64 bits on TensorFlow only. */
function declaredElsewhere(dtype: DType, why: Reason): DType {
	return isWide(dtype) ? unknownDType(because("whether a dtype has 64 bits", why)) : dtype;
}

/** `wanted` are the dtypes that decide: those of the operands, and the layer's compute dtype. Floats of one dtype stay. */
function computedElsewhere(dtype: DType, wanted: readonly DType[], why: Reason): DType {
	const isKept = isFloating(dtype) && !isWide(dtype) && wanted.every((each) => each === dtype);
	return dtype === "bool" || isKept ? dtype : unknownDType(because("the dtype of what is computed", why));
}

/** A size stays None where an operand has it too; others TensorFlow may have forgotten. */
function keptDims(dims: readonly Dim[], tensors: readonly TensorValue[], why: Reason): readonly Dim[] {
	const isGiven = (dim: Dim, axis: number): boolean =>
		tensors.some(({ spec: { shape } }) => shape.kind === "ranked" && shape.dims[axis] === dim);
	return dims.map((dim, axis) =>
		isNone(dim) && !isGiven(dim, axis) ? unknownDim(because("a size that is computed", why)) : dim,
	);
}

/** Whether a value holds Python's floats: each backend makes tensors of its own dtype of them. */
const holdsFloats = (value: Value): boolean =>
	value.kind === "float" ||
	((value.kind === "list" || value.kind === "tuple") && (value.items ?? []).some(holdsFloats));

/**
 * What comes out of an operation or a layer on the backend that the program chose. A layer's `compute` dtype decides beside
 * those of the operands, which it has cast.
 */
export function onBackend(
	spec: Spec,
	computed: Computed,
	operands: readonly Value[],
	site: Site,
	compute?: DType,
): Spec {
	const why = otherBackend(site);
	if (!why) return spec;
	if (computed === "symbolic") return { ...spec, dtype: declaredElsewhere(spec.dtype, why) };
	const tensors = flattenTensors({ kind: "tuple", items: operands });
	const given = tensors.map((tensor) => tensor.spec.dtype);
	const isOpen = tensors.length === 0 && operands.some(holdsFloats);
	const wanted = compute === undefined ? given : [compute];
	const dtype = isOpen
		? unknownDType(because("the dtype of a float", why))
		: computedElsewhere(spec.dtype, wanted, why);
	const { shape } = spec;
	if (computed === "eager" || shape.kind !== "ranked") return { ...spec, dtype };
	return { ...spec, dtype, shape: ranked(keptDims(shape.dims, tensors, why)) };
}

/** A tensor that stands for a KerasTensor while another backend traces a `call`. */
export function enteringTrace(value: TensorValue, site: Site): TensorValue {
	const why = otherBackend(site);
	if (!why || !isWide(value.spec.dtype)) return value;
	return { ...value, spec: { ...value.spec, dtype: declaredElsewhere(value.spec.dtype, why) } };
}

/** What comes out of such a `call`: Python's operators are the backend's, too, and ints its own. */
export function leavingTrace(value: TensorValue, site: Site): TensorValue {
	const why = otherBackend(site);
	if (!why) return value;
	return { ...value, spec: { ...value.spec, dtype: computedElsewhere(value.spec.dtype, [], why) } };
}
