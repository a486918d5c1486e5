import { bool, type Reason, type Value } from "../domain";
import type { BoolOp, Expr, If, IfExp, Stmt } from "../syntax/ast";
import type { Core } from "./core";
import { forkValues } from "./fork";
import type { Completion, Scope } from "./machine";
import { narrowedByTruth, narrowing } from "./narrowing";
import { originOf } from "./origin";
import { tracedArms } from "./traced-control";

const assume = (test: Expr, scope: Scope, holds: boolean): Reason => ({
	text: holds ? "if this condition holds" : "if this condition does not hold",
	origin: originOf(test, scope),
});

export function executeIf(node: If, scope: Scope, core: Core): Completion {
	const test = core.evaluate(node.test, scope);
	const truth = core.truth(test, originOf(node.test, scope));
	if (truth !== undefined) return core.execute(truth ? node.body : node.orelse, scope);
	const narrow = narrowing(node.test, scope, core);
	const arm = (holds: boolean, body: readonly Stmt[]) => ({
		assumption: assume(node.test, scope, holds),
		run: () => {
			narrow(holds);
			return core.execute(body, scope);
		},
	});
	const arms = [arm(true, node.body), arm(false, node.orelse)] as const;
	const traced = tracedArms(node, test, arms, scope, core);
	const completion = core.fork(traced?.arms ?? arms);
	traced?.settle();
	return completion;
}

export function evaluateIfExp(node: IfExp, scope: Scope, core: Core): Value {
	const truth = core.truth(core.evaluate(node.test, scope), originOf(node.test, scope));
	if (truth !== undefined) return core.evaluate(truth ? node.body : node.orelse, scope);
	const narrow = narrowing(node.test, scope, core);
	const arm = (holds: boolean, body: Expr) => ({
		assumption: assume(node.test, scope, holds),
		run: () => {
			narrow(holds);
			return core.evaluate(body, scope);
		},
	});
	return forkValues([arm(true, node.body), arm(false, node.orelse)], core);
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
	const stopped: Value =
		value.kind === "bool" ? bool(!goesOn) : narrowedByTruth(value, !goesOn, originOf(operand, scope), core);
	const narrow = narrowing(operand, scope, core);
	return forkValues(
		[
			{ assumption: assume(operand, scope, !goesOn), run: () => stopped },
			{
				assumption: assume(operand, scope, goesOn),
				run: () => {
					narrow(goesOn);
					return evaluateOperands(node, index + 1, scope, core);
				},
			},
		],
		core,
	);
}
