import {
	type Dim,
	type DType,
	isDTypeName,
	isStatic,
	type Origin,
	ranked,
	type Shape,
	type TensorValue,
	topShape,
	unknownDim,
	unknownDType,
	type Value,
	type World,
} from "../../domain";
import { defineFunction, type FunctionModel, type LibraryCall, raise, vague } from "../../interpreter/api";

/** The labels that are given: their shape, and their values as far as they are known. */
interface Labels {
	readonly shape: Shape;
	readonly values: readonly number[] | undefined;
}

function readLabels(value: Value): Labels {
	if (value.kind === "tensor") {
		if (value.flavor === "KerasTensor" || value.eager === false) return vague("the labels are in a graph");
		const values = value.content ? readLabels(value.content).values : undefined;
		return { shape: value.spec.shape, values };
	}
	if (value.kind === "int") return { shape: ranked([]), values: value.value === undefined ? undefined : [value.value] };
	if (value.kind !== "list" && value.kind !== "tuple") return vague("labels that are not known");
	const parts = (value.items ?? vague("labels that are not known")).map(readLabels);
	const inner = parts.map((part) =>
		part.shape.kind === "ranked" ? part.shape.dims : vague("labels of no known rank"),
	);
	const first = inner[0] ?? [];
	const isEven = inner.every((dims) => dims.length === first.length && dims.every((dim, axis) => dim === first[axis]));
	if (!isEven) return vague("labels in lists of different lengths");
	const values = parts.map((part) => part.values);
	const known = values.includes(undefined) ? undefined : values.flatMap((each) => each ?? []);
	return { shape: ranked([parts.length, ...first]), values: known };
}

/** An axis of size 1 at the end is taken for the axis of the classes. */
function oneHotShape(shape: Shape, classes: Dim): Shape {
	if (shape.kind !== "ranked") return shape;
	const { dims } = shape;
	const last = dims.at(-1);
	if (last === undefined || dims.length === 1) return ranked([...dims, classes]);
	if (!isStatic(last)) return topShape({ text: "whether the labels end in an axis of size 1" });
	return ranked([...(last === 1 ? dims.slice(0, -1) : dims), classes]);
}

function readClasses(value: Value, { values }: Labels, origin: Origin): Dim {
	if (value.kind === "int" && value.value !== undefined) return rejectLabel(value.value, values);
	const largest = value.kind === "none" && values && values.length > 0 ? Math.max(...values) + 1 : undefined;
	return largest ?? unknownDim({ text: "how many classes there are", origin });
}

/** NumPy has no place for a label past the classes. */
function rejectLabel(classes: number, values: readonly number[] | undefined): number {
	const label = values?.find((each) => each >= classes || each < -classes);
	if (label === undefined) return classes;
	return raise({
		code: "invalid-layer-argument",
		exception: "IndexError",
		message: `the label ${label} is out of range for ${classes} classes, which are counted from 0`,
		argument: "num_classes",
	});
}

function oneHot(labels: Value, classes: Value, dtype: DType, { args, world }: LibraryCall): TensorValue {
	const read = readLabels(labels);
	const isTensor = world === "keras3" && labels.kind === "tensor" && labels.flavor !== "ndarray";
	if (isTensor && classes.kind === "none") vague("one-hot labels of a tensor without a number of classes");
	const count = readClasses(classes, isTensor ? { ...read, values: undefined } : read, args.origin);
	const shape = oneHotShape(read.shape, count);
	if (isTensor) return { kind: "tensor", flavor: "Tensor", spec: { shape, dtype: "float32" }, world, eager: true };
	return { kind: "tensor", flavor: "ndarray", spec: { shape, dtype }, world };
}

const inWorld = (world: World, text: string, dtypeOf: (value: Value | undefined) => DType): FunctionModel =>
	defineFunction(
		"keras.utils.to_categorical",
		text,
		(bound, call) => {
			const labels = bound.get(world === "keras2" ? "y" : "x");
			if (labels.kind === "tensor" && labels.flavor === "KerasTensor")
				raise({
					code: "keras-tensor-in-tf-function",
					exception: "TypeError",
					message: "to_categorical cannot take a KerasTensor: it has no values; use CategoryEncoding",
				});
			const dtype = dtypeOf(world === "keras2" ? bound.get("dtype") : undefined);
			return oneHot(labels, bound.get("num_classes"), dtype, call);
		},
		{ worlds: [world] },
	);

function namedDType(value: Value | undefined): DType {
	if (value?.kind === "str" && value.value !== undefined && isDTypeName(value.value)) return value.value;
	return value?.kind === "dtype" ? value.dtype : unknownDType({ text: "a dtype that is not known" });
}

/**
 * `to_categorical`: labels become one-hot rows, `float32` in Keras 2 (`np_utils.py`) and NumPy's own `float64` in
 * Keras 3 (`numerical_utils.py`), where an eager tensor stays a tensor.
 */
export const TO_CATEGORICAL: readonly FunctionModel[] = [
	inWorld("keras2", "y, num_classes=None, dtype='float32'", namedDType),
	inWorld("keras3", "x, num_classes=None", () => "float64"),
];
