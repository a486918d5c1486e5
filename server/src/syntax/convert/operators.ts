import {
	type AugmentedAssignmentNode,
	type BinaryOperationNode,
	type ExpressionNode,
	ParseNodeType,
	type UnaryOperationNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { OperatorType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { CompareOperator, Expr, Operator, UnaryOp } from "../ast";
import type { Conversion } from "./context";
import { outerEnd, outerStart } from "./ranges";

const BINARY: ReadonlyMap<OperatorType, Operator> = new Map([
	[OperatorType.Add, "+"],
	[OperatorType.Subtract, "-"],
	[OperatorType.Multiply, "*"],
	[OperatorType.Divide, "/"],
	[OperatorType.FloorDivide, "//"],
	[OperatorType.Mod, "%"],
	[OperatorType.Power, "**"],
	[OperatorType.MatrixMultiply, "@"],
	[OperatorType.BitwiseAnd, "&"],
	[OperatorType.BitwiseOr, "|"],
	[OperatorType.BitwiseXor, "^"],
	[OperatorType.LeftShift, "<<"],
	[OperatorType.RightShift, ">>"],
]);

const AUGMENTED: ReadonlyMap<OperatorType, Operator> = new Map([
	[OperatorType.AddEqual, "+"],
	[OperatorType.SubtractEqual, "-"],
	[OperatorType.MultiplyEqual, "*"],
	[OperatorType.DivideEqual, "/"],
	[OperatorType.FloorDivideEqual, "//"],
	[OperatorType.ModEqual, "%"],
	[OperatorType.PowerEqual, "**"],
	[OperatorType.MatrixMultiplyEqual, "@"],
	[OperatorType.BitwiseAndEqual, "&"],
	[OperatorType.BitwiseOrEqual, "|"],
	[OperatorType.BitwiseXorEqual, "^"],
	[OperatorType.LeftShiftEqual, "<<"],
	[OperatorType.RightShiftEqual, ">>"],
]);

const COMPARISON: ReadonlyMap<OperatorType, CompareOperator> = new Map([
	[OperatorType.Equals, "=="],
	[OperatorType.NotEquals, "!="],
	[OperatorType.LessOrGreaterThan, "!="],
	[OperatorType.LessThan, "<"],
	[OperatorType.LessThanOrEqual, "<="],
	[OperatorType.GreaterThan, ">"],
	[OperatorType.GreaterThanOrEqual, ">="],
	[OperatorType.Is, "is"],
	[OperatorType.IsNot, "is not"],
	[OperatorType.In, "in"],
	[OperatorType.NotIn, "not in"],
]);

const UNARY: ReadonlyMap<OperatorType, UnaryOp["op"]> = new Map([
	[OperatorType.Add, "+"],
	[OperatorType.Subtract, "-"],
	[OperatorType.BitwiseInvert, "~"],
	[OperatorType.Not, "not"],
]);

export function augmentedOperator(node: AugmentedAssignmentNode): Operator {
	return AUGMENTED.get(node.d.operator) ?? "+";
}

export function convertUnary(c: Conversion, node: UnaryOperationNode): Expr {
	return {
		type: "UnaryOp",
		op: UNARY.get(node.d.operator) ?? "not",
		operand: c.expr(node.d.expr),
		start: c.at(node.d.operatorToken.start),
		end: c.at(outerEnd(c, node.d.expr)),
	};
}

export function convertBinary(c: Conversion, node: BinaryOperationNode): Expr {
	if (node.d.operator === OperatorType.And) return convertBoolean(c, node, "and");
	if (node.d.operator === OperatorType.Or) return convertBoolean(c, node, "or");
	if (COMPARISON.has(node.d.operator)) return convertComparison(c, node);
	return convertArithmetic(c, node);
}

function isBareBinary(node: ExpressionNode): node is BinaryOperationNode {
	return node.nodeType === ParseNodeType.BinaryOperation && !node.d.hasParens;
}

/** `a + b + c …` nests to the left without bound, so the left spine is a loop. */
function convertArithmetic(c: Conversion, node: BinaryOperationNode): Expr {
	const spine: BinaryOperationNode[] = [];
	let first: ExpressionNode = node;
	while (first.nodeType === ParseNodeType.BinaryOperation && BINARY.has(first.d.operator)) {
		spine.push(first);
		first = first.d.leftExpr;
	}
	let left = c.expr(first);
	for (const operation of spine.reverse()) {
		left = {
			type: "BinOp",
			left,
			op: BINARY.get(operation.d.operator) ?? "+",
			right: c.expr(operation.d.rightExpr),
			start: c.at(outerStart(c, operation.d.leftExpr)),
			end: c.at(outerEnd(c, operation.d.rightExpr)),
		};
	}
	return left;
}

function convertBoolean(c: Conversion, node: BinaryOperationNode, op: "and" | "or"): Expr {
	const operands: ExpressionNode[] = [];
	const pending: ExpressionNode[] = [node.d.rightExpr, node.d.leftExpr];
	for (let next = pending.pop(); next; next = pending.pop()) {
		if (isBareBinary(next) && next.d.operator === node.d.operator) pending.push(next.d.rightExpr, next.d.leftExpr);
		else operands.push(next);
	}
	const first = operands[0] ?? node.d.leftExpr;
	const last = operands[operands.length - 1] ?? node.d.rightExpr;
	return {
		type: "BoolOp",
		op,
		values: operands.map(c.expr),
		start: c.at(outerStart(c, first)),
		end: c.at(outerEnd(c, last)),
	};
}

/** The parser nests `a < b < c` to the right. */
function convertComparison(c: Conversion, node: BinaryOperationNode): Expr {
	const ops: CompareOperator[] = [];
	const comparators: ExpressionNode[] = [];
	let rest: ExpressionNode = node;
	let isFirst = true;
	while (rest.nodeType === ParseNodeType.BinaryOperation && (isFirst || !rest.d.hasParens)) {
		const op = COMPARISON.get(rest.d.operator);
		if (!op) break;
		if (!isFirst) comparators.push(rest.d.leftExpr);
		ops.push(op);
		rest = rest.d.rightExpr;
		isFirst = false;
	}
	comparators.push(rest);
	return {
		type: "Compare",
		left: c.expr(node.d.leftExpr),
		ops,
		comparators: comparators.map(c.expr),
		start: c.at(outerStart(c, node.d.leftExpr)),
		end: c.at(outerEnd(c, rest)),
	};
}
