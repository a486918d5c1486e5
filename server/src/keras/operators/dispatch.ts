import type { FunctionModel } from "../../interpreter/api";
import { vague } from "../../interpreter/api";
import { recordOperation } from "./operation";

/**
 * How a function of TensorFlow that Keras 2 dispatches enters the graph: called with its result, itself, the name of
 * its layer, and then with its own arguments. Mirrors `TFOpLambda` of keras/src/layers/core/tf_op_layer.py (2.15).
 */
export const Dispatch: FunctionModel = {
	kind: "function",
	name: "keras.operations.dispatch",
	worlds: ["keras2"],
	call({ machine, world, args }) {
		const [output, replayed, name, ...positional] = args.positional;
		if (!output || !replayed || name?.value.kind !== "str") return vague("a dispatched function");
		const site = { machine, world, args: { ...args, positional } };
		return recordOperation("TFOpLambda", output.value, replayed.value, site, name.value.value);
	},
};
