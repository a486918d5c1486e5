import type { Snapshot, Value } from "../../domain";
import { type DatasetState, datasetState } from "./dataset";
import { isSpecOf } from "./element";

/** A dataset is shown as the structure of its elements. */
export function describeDataset(value: Value): Snapshot | undefined {
	const state = datasetState(value);
	return state && ofElement(state);
}

function ofElement({ element }: Pick<DatasetState, "element">): Snapshot {
	const { spec, items } = describeElement(element);
	return { kind: "Dataset", spec, items };
}

function describeElement(element: Value): Snapshot {
	if (element.kind === "tuple") return { kind: "tuple", items: element.items.map(describeElement) };
	if (element.kind === "dict" && element.entries) {
		const items = [...element.entries.values()].map(({ key, value }) => [textOf(key), describeElement(value)] as const);
		return { kind: "dict", items: Object.fromEntries(items) };
	}
	const inner = isSpecOf(element, "DatasetSpec") ? element.parts?.element_spec : undefined;
	if (inner) return ofElement({ element: inner });
	if (element.kind === "typespec") return { kind: "Tensor", spec: element.spec };
	const why = element.kind === "unknown" ? element.why : { text: "an element that is not followed" };
	return { kind: "Tensor", spec: { shape: { kind: "top", why }, dtype: { kind: "unknown", why } } };
}

const textOf = (key: Value): string => ("value" in key && key.value !== undefined ? String(key.value) : "?");
