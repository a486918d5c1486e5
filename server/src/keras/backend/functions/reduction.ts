import { str, type Value } from "../../../domain";
import type { FunctionModel } from "../../../interpreter/api";
import { floatx } from "../../engine/dtype-policy";
import { type BackendCall, backendFunction, dtypeOf, dtypeValue } from "./define";

const SIGNATURE = "x, axis=None, keepdims=False";

const reduction = (name: string, target: string, prepare: (k: BackendCall) => Value, isKeras2 = false): FunctionModel =>
	backendFunction(name, SIGNATURE, (k) => k.tf(target, [prepare(k), k.get("axis"), k.get("keepdims")]), { isKeras2 });

const asGiven = (k: BackendCall): Value => k.get("x");

/** A mean of truths is a mean of numbers. */
function withoutBool(k: BackendCall): Value {
	const x = k.get("x");
	if (dtypeOf(x) !== "bool") return x;
	return k.tf("cast", [x, dtypeValue(floatx(k.machine, k.world))]);
}

const asBool = (k: BackendCall): Value => k.tf("cast", [k.get("x"), str("bool")]);

const along = (name: string, target: string, axis: string): FunctionModel =>
	backendFunction(name, `x, axis=${axis}`, (k) => k.tf(target, [k.get("x")], { axis: k.get("axis") }));

/** Reductions: the axis by position, as TensorFlow has it. */
export const REDUCTION: readonly FunctionModel[] = [
	reduction("sum", "reduce_sum", asGiven),
	reduction("max", "reduce_max", asGiven),
	reduction("min", "reduce_min", asGiven),
	reduction("prod", "reduce_prod", asGiven),
	reduction("mean", "reduce_mean", withoutBool),
	reduction("std", "math.reduce_std", withoutBool),
	reduction("var", "math.reduce_variance", withoutBool),
	reduction("any", "reduce_any", asBool),
	reduction("all", "reduce_all", asBool),
	along("argmax", "argmax", "-1"),
	along("argmin", "argmin", "-1"),
	along("cumsum", "cumsum", "0"),
	along("cumprod", "math.cumprod", "0"),
];
