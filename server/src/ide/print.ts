import { printShape, printSpec, type Snapshot, type SnapshotDetail, type Spec } from "../domain";

const isSequence = (items: NonNullable<Snapshot["items"]>): items is readonly Snapshot[] => Array.isArray(items);

/** A value as Python would write its structure, with specs in the tensors' places; `?` for what is not known. */
export function printSnapshot(snapshot: Snapshot, dtypes = true): string {
	const { kind, spec, items } = snapshot;
	if (kind === "Layer" || kind === "Model") return printLayer(snapshot, dtypes);
	if (kind === "Dataset") return `Dataset ${printSnapshot(elementOf(snapshot), dtypes)}`;
	if (items) return printItems(kind, items, dtypes);
	if (!spec) return "?";
	return kind === "TensorShape" || !dtypes ? printShape(spec.shape) : printBrief(spec);
}

/** What a dataset is shown as: one of its elements, which may be a dataset itself. */
export function elementOf({ spec, items }: Snapshot): Snapshot {
	if (items === undefined) return { kind: "Tensor", spec };
	const [inner, ...others] = isSequence(items) ? items : [];
	if (inner?.kind === "Dataset" && others.length === 0) return inner;
	return { kind: isSequence(items) ? "tuple" : "dict", spec, items };
}

function printLayer({ detail }: Snapshot, dtypes: boolean): string {
	if (!detail?.outputs) return detail?.className ?? "Layer";
	return printArrow(detail.inputs, detail.outputs, dtypes);
}

function printItems(kind: Snapshot["kind"], items: NonNullable<Snapshot["items"]>, dtypes: boolean): string {
	if (!isSequence(items)) {
		const entries = Object.entries(items).map(
			([key, item]) => `${JSON.stringify(key)}: ${printSnapshot(item, dtypes)}`,
		);
		return `{${entries.join(", ")}}`;
	}
	const parts = items.map((item) => printSnapshot(item, dtypes));
	if (kind === "list") return `[${parts.join(", ")}]`;
	return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`;
}

/** `? ?` says no more than `?`. */
const printBrief = (spec: Spec): string =>
	spec.shape.kind === "top" && typeof spec.dtype !== "string" ? "?" : printSpec(spec);

/** The specs of several tensors; one stands alone. */
export function printSpecs(specs: readonly Spec[], dtypes = true): string {
	const parts = specs.map((spec) => (dtypes ? printBrief(spec) : printShape(spec.shape)));
	return parts.length === 1 ? (parts[0] as string) : `[${parts.join(", ")}]`;
}

/** As `printArrow`, with the names by which the inputs are given. */
export function printCall({ inputs = [], outputs, given }: SnapshotDetail): string {
	const arrow = printArrow(inputs, outputs);
	if (!given || given.names.length !== inputs.length || given.names.every((name) => name === "")) return arrow;
	const parts = inputs.map((spec, index) => {
		const name = given.names[index] ?? "";
		if (given.isDict) return `${JSON.stringify(name)}: ${printBrief(spec)}`;
		return name ? `${name}=${printBrief(spec)}` : printBrief(spec);
	});
	const [open, close] = given.isDict ? "{}" : "()";
	return `${open}${parts.join(", ")}${close} -> ${outputs?.length ? printSpecs(outputs) : "?"}`;
}

/** `input -> output`; what is not known is `?`. */
export function printArrow(
	inputs: readonly Spec[] | undefined,
	outputs: readonly Spec[] | undefined,
	dtypes = true,
): string {
	const side = (specs: readonly Spec[] | undefined): string =>
		specs && specs.length > 0 ? printSpecs(specs, dtypes) : "?";
	return `${side(inputs)} -> ${side(outputs)}`;
}
