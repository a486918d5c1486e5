import type { Value, World } from "../../domain";
import {
	type BinaryOperator,
	type CompareOperator,
	type FunctionModel,
	type LibraryCall,
	vague,
} from "../../interpreter/api";

/** What Keras makes of a Python operator on a KerasTensor. */
export interface OperatorNames {
	/** The class of Keras 3's operation. */
	readonly operation: string;
	/** The TensorFlow function that Keras 2 wraps. */
	readonly function: string;
}

export const BINARY: Partial<Record<BinaryOperator, OperatorNames>> = {
	"+": { operation: "Add", function: "tf.__operators__.add" },
	"-": { operation: "Subtract", function: "tf.math.subtract" },
	"*": { operation: "Multiply", function: "tf.math.multiply" },
	"/": { operation: "TrueDivide", function: "tf.math.truediv" },
	"//": { operation: "FloorDivide", function: "tf.compat.v1.floor_div" },
	"%": { operation: "Mod", function: "tf.math.floormod" },
	"**": { operation: "Power", function: "tf.math.pow" },
	"@": { operation: "Matmul", function: "tf.linalg.matmul" },
	"&": { operation: "LogicalAnd", function: "tf.math.logical_and" },
	"|": { operation: "LogicalOr", function: "tf.math.logical_or" },
	"^": { operation: "LogicalXor", function: "tf.math.logical_xor" },
};

export const COMPARE: Partial<Record<CompareOperator, OperatorNames>> = {
	"<": { operation: "Less", function: "tf.math.less" },
	"<=": { operation: "LessEqual", function: "tf.math.less_equal" },
	">": { operation: "Greater", function: "tf.math.greater" },
	">=": { operation: "GreaterEqual", function: "tf.math.greater_equal" },
	"==": { operation: "Equal", function: "tf.__operators__.eq" },
	"!=": { operation: "NotEqual", function: "tf.__operators__.ne" },
};

export const UNARY: Readonly<Record<"-" | "~", OperatorNames>> = {
	"-": { operation: "Negative", function: "tf.math.negative" },
	"~": { operation: "LogicalNot", function: "tf.math.logical_not" },
};

export const ABSOLUTE: OperatorNames = { operation: "Absolute", function: "tf.math.abs" };
export const ROUND: OperatorNames = { operation: "Round", function: "tf.math.round" };
export const GET_ITEM: OperatorNames = { operation: "GetItem", function: "tf.__operators__.getitem" };

/** Classes of operations that operators make. */
export const OPERATION_CLASSES: readonly string[] = [
	"TFOpLambda",
	"SlicingOpLambda",
	...[...Object.values(BINARY), ...Object.values(COMPARE), ...Object.values(UNARY), ABSOLUTE, ROUND, GET_ITEM].map(
		(names) => names.operation,
	),
];

/** The class that stands in the graph. */
export const classOf = (names: OperatorNames, world: World): string => {
	if (world === "keras3") return names.operation;
	return names === GET_ITEM ? "SlicingOpLambda" : "TFOpLambda";
};

/** The function that a model replays for an operator: `keras.operators.<operation>`. */
export const replayName = (names: OperatorNames): string => `keras.operators.${names.operation}`;

type Run = (operands: readonly Value[], call: LibraryCall) => Value;

const replayer = (names: OperatorNames, run: Run): FunctionModel => ({
	kind: "function",
	name: replayName(names),
	call: (call) =>
		run(
			call.args.positional.map((argument) => argument.value),
			call,
		),
});

const first = (operands: readonly Value[]): Value => operands[0] ?? vague("an operator without operands");
const second = (operands: readonly Value[]): Value => operands[1] ?? vague("an operator without operands");

function runUnary(op: "-" | "~", operand: Value, { machine, args }: LibraryCall): Value {
	const unary = machine.registry.typeOf(operand)?.unary;
	return unary?.(op, operand, machine, args.origin) ?? vague("an operator that is not followed");
}

/** `abs(x)` and `round(x)` through the method of the operand's type. */
function runMethod(name: string, operands: readonly Value[], { machine, args }: LibraryCall): Value {
	const method = machine.findAttribute(first(operands), name, args.origin) ?? vague(`${name} is not known`);
	return machine.call(method, { positional: [], keywords: [], origin: args.origin });
}

/** One function for each operator: it applies the operator to whatever the graph is replayed on. */
export const OPERATOR_REPLAYS: readonly FunctionModel[] = [
	...Object.entries(BINARY).map(([op, names]) =>
		replayer(names, (operands, { machine, args }) =>
			machine.binary(op as BinaryOperator, first(operands), second(operands), args.origin),
		),
	),
	...Object.entries(COMPARE).map(([op, names]) =>
		replayer(names, (operands, { machine, args }) =>
			machine.compare(op as CompareOperator, first(operands), second(operands), args.origin),
		),
	),
	replayer(UNARY["-"], (operands, call) => runUnary("-", first(operands), call)),
	replayer(UNARY["~"], (operands, call) => runUnary("~", first(operands), call)),
	replayer(ABSOLUTE, (operands, call) => runMethod("__abs__", operands, call)),
	replayer(ROUND, (operands, call) => runMethod("__round__", operands, call)),
	replayer(GET_ITEM, (operands, { machine, args }) => machine.getItem(first(operands), second(operands), args.origin)),
];
