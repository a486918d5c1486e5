import { type Dim, isStatic, type TypeSpecValue, tuple, type Value } from "../../domain";
import { type ClassModel, raise, vague } from "../../interpreter/api";
import { readShape } from "../shapes";
import { toTensorShape } from "../tensor-shape";
import { blaming, defineSpec, dtypeArgument, type SpecCall, shapeless, specMethod } from "./define-spec";

/**
 * Specs that hold other specs, or none. Mirrors the classes of data/ops/dataset_ops.py, iterator_ops.py, optional_ops.py,
 * framework/none_tensor.py and ops/ragged/row_partition.py. What they hold is not checked.
 */

const holding = (type: "OptionalSpec" | "IteratorSpec") => (call: SpecCall) =>
	shapeless(type, { element_spec: call.bound.get("element_spec") });

function buildDataset(call: SpecCall): TypeSpecValue {
	const { bound, machine, origin } = call;
	const argument = bound.given("dataset_shape");
	const { shape } = blaming(argument, () => readShape(argument?.value ?? tuple([]), machine, origin));
	return shapeless("DatasetSpec", { element_spec: bound.get("element_spec"), dataset_shape: toTensorShape(shape) });
}

/** `from_value` asks for the spec of the elements only. */
const fromElements = (type: "OptionalSpec" | "IteratorSpec" | "DatasetSpec") =>
	specMethod("from_value", "value", ({ bound, machine, origin }) => {
		const value = bound.get("value");
		const element = machine.findAttribute(value, "element_spec", origin);
		if (!element)
			return raise({
				code: "tensorspec-invalid-shape",
				exception: "AttributeError",
				message: `${type}.from_value takes an object with an element_spec`,
				argument: "value",
			});
		const parts = { element_spec: element };
		return shapeless(
			type,
			type === "DatasetSpec" ? { ...parts, dataset_shape: toTensorShape({ kind: "ranked", dims: [] }) } : parts,
		);
	});

const rejectRows = (message: string): never =>
	raise({ code: "tensorspec-invalid-shape", exception: "ValueError", message });

/** `RowPartitionSpec(nrows, nvals, uniform_row_length, dtype)`: what follows from the rest is filled in. */
function buildRowPartition(call: SpecCall): TypeSpecValue {
	const [rows, values, columns] = ["nrows", "nvals", "uniform_row_length"].map((name) => sizeArgument(call, name));
	const dtype = dtypeArgument(call, "dtype", "int64");
	if (dtype !== "int32" && dtype !== "int64") rejectRows("the dtype of a row partition is int32 or int64");
	const sizes = consistentRows(rows as Size, values as Size, columns as Size);
	const parts = Object.fromEntries(
		["nrows", "nvals", "uniform_row_length"].map((name, index): [string, Value] => [
			name,
			sizeValue(sizes[index] as Size),
		]),
	);
	const made = shapeless("RowPartitionSpec", parts);
	return { ...made, spec: { ...made.spec, dtype } };
}

/** A size; `null` is open. */
type Size = number | null;

const sizeValue = (size: Size): Value => (size === null ? { kind: "none" } : { kind: "int", value: size });

function sizeArgument({ bound, machine, origin }: SpecCall, name: string): Size {
	const argument = bound.given(name);
	if (!argument) return null;
	const { shape } = blaming(argument, () => readShape(tuple([argument.value]), machine, origin));
	const dim: Dim | undefined = shape.kind === "ranked" ? shape.dims[0] : undefined;
	if (dim === undefined || (!isStatic(dim) && dim.kind === "unknown")) return vague("a size that is not known");
	return isStatic(dim) ? dim : null;
}

function consistentRows(rows: Size, values: Size, columns: Size): readonly Size[] {
	if ((rows === 0 || columns === 0) && values !== null && values !== 0) rejectRows("no rows hold no values");
	const known = rows === 0 || columns === 0 ? (values ?? 0) : values;
	if (columns === null) return [rows, known, columns];
	if (values !== null) {
		if (columns !== 0 && values % columns !== 0) rejectRows(`${values} values make no rows of ${columns}`);
		if (rows !== null && values !== columns * rows) rejectRows(`${values} values are not ${rows} rows of ${columns}`);
		return [rows ?? (columns === 0 ? null : values / columns), values, columns];
	}
	return [rows, rows === null ? known : columns * rows, columns];
}

export const NESTED_SPECS: readonly ClassModel[] = [
	defineSpec("OptionalSpec", "element_spec", holding("OptionalSpec"), {
		classMethods: { from_value: fromElements("OptionalSpec") },
	}),
	defineSpec("IteratorSpec", "element_spec", holding("IteratorSpec"), {
		classMethods: { from_value: fromElements("IteratorSpec") },
	}),
	defineSpec("DatasetSpec", "element_spec, dataset_shape=()", buildDataset, {
		classMethods: { from_value: fromElements("DatasetSpec") },
	}),
	// It came with TensorFlow 2.16.
	defineSpec("NoneTensorSpec", "", () => shapeless("NoneTensorSpec", {}), { worlds: ["keras3"] }),
	defineSpec("RowPartitionSpec", "nrows=None, nvals=None, uniform_row_length=None, dtype=None", buildRowPartition),
];
