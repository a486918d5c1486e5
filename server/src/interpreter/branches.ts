import { bool, type Reason, type Value } from "../domain";
import type { BoolOp, Expr, If, IfExp } from "../syntax/ast";
import type { Core } from "./core";
import { forkValues } from "./fork";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";

const assume = (test: Expr, scope: Scope, holds: boolean): Reason => ({
	text: holds ? "if this condition holds" : "if this condition does not hold",
	origin: originOf(test, scope),
});

export function executeIf(node: If, scope: Scope, core: Core): Completion {
	const truth = core.truth(core.evaluate(node.test, scope), originOf(node.test, scope));
	if (truth !== undefined) return core.execute(truth ? node.body : node.orelse, scope);
	return core.fork([
		{ assumption: assume(node.test, scope, true), run: () => core.execute(node.body, scope) },
		{ assumption: assume(node.test, scope, false), run: () => core.execute(node.orelse, scope) },
	]);
}

export function evaluateIfExp(node: IfExp, scope: Scope, core: Core): Value {
	const truth = core.truth(core.evaluate(node.test, scope), originOf(node.test, scope));
	if (truth !== undefined) return core.evaluate(truth ? node.body : node.orelse, scope);
	return forkValues(
		[
			{ assumption: assume(node.test, scope, true), run: () => core.evaluate(node.body, scope) },
			{ assumption: assume(node.test, scope, false), run: () => core.evaluate(node.orelse, scope) },
		],
		core,
	);
}

/** `and`/`or` give one of their operands; what follows an undecided operand runs on one path only. */
export function evaluateBoolOp(node: BoolOp, scope: Scope, core: Core): Value {
	return evaluateOperands(node, 0, scope, core);
}

function evaluateOperands(node: BoolOp, index: number, scope: Scope, core: Core): Value {
	const operand = node.values[index];
	if (!operand) return bool(node.op === "and");
	const value = core.evaluate(operand, scope);
	if (index === node.values.length - 1) return value;
	const truth = core.truth(value, originOf(operand, scope));
	const goesOn = node.op === "and";
	if (truth !== undefined) return truth === goesOn ? evaluateOperands(node, index + 1, scope, core) : value;
	const stopped: Value = value.kind === "bool" ? bool(!goesOn) : value;
	return forkValues(
		[
			{ assumption: assume(operand, scope, !goesOn), run: () => stopped },
			{ assumption: assume(operand, scope, goesOn), run: () => evaluateOperands(node, index + 1, scope, core) },
		],
		core,
	);
}
