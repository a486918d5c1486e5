import type { Value } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, vague } from "../../interpreter/api";
import { fail, method, readCount, readFlag } from "./arguments";
import { type DatasetState, derive, mapCardinality } from "./dataset";
import { datasetSpec, mapElement } from "./element";

/** Windows: each component of an element becomes a dataset of its own. Mirrors window_op.py of data/ops. */

const TEXT = "size, shift=None, stride=1, drop_remainder=False, name=None";

export const WINDOWS: Readonly<Record<string, MethodModel>> = { window: method("window", TEXT, window) };

function window(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const size = readCount(args, "size");
	const shift = args.get("shift").kind === "none" ? size : readCount(args, "shift");
	const stride = readCount(args, "stride");
	const drop = readFlag(args, "drop_remainder");
	for (const [name, value] of [
		["size", size],
		["shift", shift],
		["stride", stride],
	] as const)
		if (value !== undefined && value <= 0) fail(args, name, "InvalidArgumentError", `${value} is not positive`);
	if (state.element.kind === "unknown") return vague(state.element.why);
	const element = mapElement(state.element, (leaf) => (leaf.kind === "unknown" ? leaf : datasetSpec(leaf)));
	const cardinality = mapCardinality(state.cardinality, (count) => {
		if (size === undefined || shift === undefined || stride === undefined || drop === undefined) return undefined;
		// A whole window reaches from its first element over all the strides.
		if (drop) return Math.max(0, Math.floor((count - ((size - 1) * stride + 1)) / shift) + 1);
		return Math.ceil(count / shift);
	});
	return derive(state, { element, cardinality, sizes: new Map() }, call);
}
