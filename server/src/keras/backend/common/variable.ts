import type { DType, Shape, Value } from "../../../domain";
import { bind, type FunctionModel, signature, vague } from "../../../interpreter/api";
import { convert } from "../../../tensorflow/convert";
import { readShape } from "../../../tensorflow/shapes";
import { readDType } from "../../engine/dtype-policy";
import { kerasVariable } from "./variable-type";

const SIGNATURE = signature(
	"initializer, shape=None, dtype=None, trainable=True, autocast=True, aggregation='none', synchronization='auto', name=None, layout=None, **kwargs",
);

/** Values that a variable can start with; anything else is an initializer, which needs a shape. */
const isStart = ({ kind }: Value): boolean =>
	kind === "tensor" || kind === "list" || kind === "tuple" || kind === "int" || kind === "float" || kind === "bool";

/** `keras.Variable`. Mirrors `KerasVariable` of keras/src/backend/common/variables.py (3). */
export const Variable: FunctionModel = {
	kind: "function",
	name: "keras.Variable",
	worlds: ["keras3"],
	call: ({ args, machine, world }) => {
		const bound = bind(SIGNATURE, args);
		if (bound.open || bound.errors.length > 0) return vague("a variable whose arguments are not followed");
		const start = bound.get("initializer");
		if (start.kind === "unknown") return vague(start.why);
		if (start.kind === "tensor" && start.flavor === "KerasTensor") return vague("a variable of a KerasTensor");
		const named = bound.get("dtype");
		const wanted = named.kind === "none" ? undefined : readDType(named, world, "ValueError");
		let shape: Shape;
		let dtype: DType;
		if (isStart(start)) {
			const operand = convert(start);
			shape = operand.shape;
			dtype = wanted ?? operand.dtype;
		} else {
			if (bound.get("shape").kind === "none") return vague("a variable without a shape");
			shape = readShape(bound.get("shape"), machine, args.origin).shape;
			dtype = wanted ?? vague("the float type of Keras");
		}
		return kerasVariable({
			kind: "tensor",
			flavor: "Variable",
			spec: { shape, dtype },
			world,
			eager: machine.tracing === undefined,
		});
	},
};
