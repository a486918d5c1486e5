import { ranked, tuple, type Value } from "../../domain";
import type { Bound, LibraryCall, MethodModel } from "../../interpreter/api";
import { method } from "./arguments";
import { callOn, elementOfResult } from "./call-function";
import { type DatasetState, derive } from "./dataset";
import { typeSpec } from "./element";

const TEXT = "class_func, target_dist, initial_dist=None, seed=None, name=None";

/** Elements that are drawn so that classes come as often as told: each with its class before it. */
function resample(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const found = elementOfResult(callOn(args.get("class_func"), state.element, call), call);
	const dtype = found.kind === "typespec" ? found.spec.dtype : undefined;
	const label = found.kind === "unknown" || dtype === undefined ? found : typeSpec(ranked([]), dtype);
	return derive(
		state,
		{ element: tuple([label, state.element]), cardinality: state.cardinality === undefined ? undefined : "unknown" },
		call,
	);
}

export const RESAMPLING: Readonly<Record<string, MethodModel>> = {
	rejection_resample: method("rejection_resample", TEXT, resample),
};
