import {
	type Dim,
	type DType,
	library,
	list,
	noneDim,
	ranked,
	type TypeSpecValue,
	tuple,
	type Value,
} from "../../../domain";
import { type Bound, type LibraryCall, raise, syntheticArguments } from "../../../interpreter/api";

/** Datasets are TensorFlow's: what is made of them here is made by its own methods. */

export const tensorSpec = (dims: readonly Dim[], dtype: DType): TypeSpecValue => ({
	kind: "typespec",
	spec: { shape: ranked(dims), dtype },
	derived: false,
});

/** A dataset of elements of a structure of specs. Where these leave sizes open, `actual` has them. */
export function makeDataset(element: Value, call: LibraryCall, count?: number, actual?: Value): Value {
	const { machine, world, args } = call;
	const values: Value[] = [element, count === undefined ? { kind: "none" } : { kind: "int", value: count }];
	return machine.call(
		library("tensorflow.data.<of>", world),
		syntheticArguments(actual ? [...values, actual] : values, args.origin),
	);
}

/** Calls a method of a dataset. */
export function transform(dataset: Value, name: string, values: readonly Value[], call: LibraryCall): Value {
	const { machine, args } = call;
	return machine.call(machine.getAttribute(dataset, name, args.origin), syntheticArguments(values, args.origin));
}

/** Batches, unless `batch_size` is `None`. */
export const inBatches = (dataset: Value, bound: Bound, call: LibraryCall): Value =>
	bound.get("batch_size").kind === "none" ? dataset : transform(dataset, "batch", [bound.get("batch_size")], call);

export const openDim = (text: string, call: LibraryCall): Dim => noneDim({ text, origin: call.args.origin });

export function fail(message: string, argument: string, exception = "ValueError"): never {
	return raise({ code: "invalid-layer-argument", exception, message, argument });
}

/** Elements with their labels, if they have any. */
export const labelled = (element: Value, label: Value | undefined): Value =>
	label ? tuple([element, label]) : element;

/** Attributes that Keras gives the dataset of a folder. */
export function tellFolder(dataset: Value, classes: readonly string[], bound: Bound, call: LibraryCall): Value {
	if (dataset.kind !== "instance") return dataset;
	const names = bound.get("class_names");
	for (const name of classes) {
		const why = { text: `the ${name} of a folder are not read`, origin: call.args.origin };
		const value: Value =
			name === "class_names" && names.kind !== "none" ? names : { kind: "list", items: undefined, why };
		dataset.attrs.set(name, value);
	}
	return dataset;
}

/** `subset="both"` gives the two parts. */
export const partsOf = (bound: Bound, make: () => Value): Value => {
	const subset = bound.get("subset");
	return subset.kind === "str" && subset.value === "both" ? list([make(), make()]) : make();
};
