import type { Value } from "../domain";
import { raise, syntheticArguments } from "../interpreter/api";
import { convert } from "./convert";
import { defineOp, type OpArguments, rejectKerasTensor } from "./op";
import { rejectGraphTensor, rejectSymbol, rejectSymbolic } from "./ops/creation";
import { readShape } from "./shapes";

const SIGNATURE =
	"initial_value=None, trainable=None, validate_shape=True, caching_device=None, name=None, variable_def=None, dtype=None, import_scope=None, constraint=None, synchronization=None, aggregation=None, shape=None, experimental_enable_variable_lifting=True";

/** The tensor that a variable starts with; a function that makes it is called. */
function initialValue(args: OpArguments): Value {
	const value = args.get("initial_value");
	if (value.kind === "none") {
		raise({
			code: "missing-layer-argument",
			exception: "ValueError",
			message: "tf.Variable needs an initial value",
		});
	}
	if (value.kind !== "function" && value.kind !== "partial" && value.kind !== "method") return value;
	return args.machine.call(value, syntheticArguments([], args.origin));
}

/** A variable that a trace makes again has no place: its function may run many times. */
function announceCreation(args: OpArguments): void {
	const trace = args.machine.tracing;
	if (!trace) return;
	trace.createdVariables = true;
	if (!trace.isRepetition) return;
	raise({
		code: "variable-created-in-tf-function",
		exception: "ValueError",
		message: "tf.Variable is made inside a tf.function, anew in every trace",
		because: [{ text: "the function that is traced", origin: trace.origin }],
	});
}

/** A function may give a KerasTensor, too. */
function rejectMade(value: Value, args: OpArguments): void {
	if (value.kind !== "tensor" || value.flavor !== "KerasTensor") return;
	if (args.world === "keras2") rejectSymbol("tf.Variable", value, args.origin);
	else rejectKerasTensor("tensorflow.Variable", [value], args.machine, args.origin);
}

const model = defineOp(
	"Variable",
	SIGNATURE,
	(args) => {
		rejectSymbolic("tf.Variable", args);
		if (args.machine.inGraph) rejectGraphTensor("tf.Variable", "ValueError", args);
		announceCreation(args);
		const initial = initialValue(args);
		rejectMade(initial, args);
		const operand = convert(initial, args.dtype("dtype"));
		if (!args.given("shape")) return { ...operand, content: undefined };
		return { shape: readShape(args.get("shape"), args.machine, args.origin).shape, dtype: operand.dtype };
	},
	{ givesVariable: true },
);

/** `tf.Variable(initial_value, …)`. */
export const Variable: typeof model = {
	...model,
	call(call) {
		const value = model.call(call);
		return value.kind === "tensor" && value.flavor === "Tensor" ? { ...value, flavor: "Variable", eager: true } : value;
	},
};
