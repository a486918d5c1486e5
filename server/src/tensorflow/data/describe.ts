import type { Snapshot, Value } from "../../domain";
import { datasetState } from "./dataset";

/** A dataset is shown as the structure of its elements. */
export function describeDataset(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined {
	const state = datasetState(value);
	if (!state) return undefined;
	const element = describe(state.element);
	return { kind: "Dataset", spec: element?.spec, items: element?.items };
}
