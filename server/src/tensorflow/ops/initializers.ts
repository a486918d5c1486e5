import { type DType, library, type Value } from "../../domain";
import { defineFunction, type FunctionModel } from "../../interpreter/api";
import { readOptionalDType } from "../dtypes";
import { defineOp } from "../op";
import { shapeArgument } from "./creation";

const INITIALIZE = "initializers.__call__";

/** An initializer is called with a shape; what it holds does not show. */
const CALL = defineOp(INITIALIZE, "default, shape, dtype=None, **kwargs", (args) => {
	const fallback: DType = readOptionalDType(args.get("default")) ?? "float32";
	return { shape: shapeArgument(args, "shape"), dtype: args.dtype("dtype") ?? fallback };
});

const initializer = (name: string, text: string): FunctionModel =>
	defineFunction(`tensorflow.${name}_initializer`, text, (_bound, { world }): Value => {
		const dtype: Value = { kind: "dtype", dtype: "float32" };
		return { kind: "partial", func: library(`tensorflow.${INITIALIZE}`, world), args: [dtype], keywords: [] };
	});

/** Initializers of TensorFlow's own, beside those of Keras. */
export const TF_INITIALIZERS: readonly FunctionModel[] = [
	CALL,
	initializer("zeros", ""),
	initializer("ones", ""),
	initializer("constant", "value=0, support_partition=False"),
	initializer("random_normal", "mean=0.0, stddev=0.05, seed=None"),
	initializer("random_uniform", "minval=-0.05, maxval=0.05, seed=None"),
];
