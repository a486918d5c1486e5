import { bool, float, int, NONE, str, tuple, unknownBecause, type Value } from "../domain";
import type { ConstantValue, Expr } from "../syntax/ast";

export function constantToValue(constant: ConstantValue): Value {
	switch (constant.kind) {
		case "none":
			return NONE;
		case "ellipsis":
			return { kind: "ellipsis" };
		case "bool":
			return bool(constant.value);
		case "int":
			return typeof constant.value === "number" && Number.isSafeInteger(constant.value)
				? int(constant.value)
				: { kind: "int", value: undefined, why: { text: "integer beyond 2**53" } };
		case "float":
			return float(constant.value);
		case "complex":
			return { kind: "complex" };
		case "str":
			return str(constant.value);
		case "bytes":
			return { kind: "bytes", value: constant.value };
	}
}

/** A literal default of a signature: constants, their negation, and tuples of them. */
export function literalToValue(node: Expr): Value {
	if (node.type === "Constant") return constantToValue(node.value);
	if (node.type === "Tuple") return tuple(node.elts.map(literalToValue));
	if (node.type === "UnaryOp" && node.op === "-") {
		const operand = literalToValue(node.operand);
		if (operand.kind === "int" && operand.value !== undefined) return int(-operand.value);
		if (operand.kind === "float" && operand.value !== undefined) return float(-operand.value);
	}
	return unknownBecause("default value that is not a literal");
}
