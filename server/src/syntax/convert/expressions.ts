import {
	type AssignmentExpressionNode,
	type AwaitNode,
	ErrorExpressionCategory,
	type ErrorNode,
	type ExpressionNode,
	type LambdaNode,
	type ListNode,
	type NameNode,
	ParseNodeType,
	type SetNode,
	type TernaryNode,
	type TupleNode,
	type UnpackNode,
	type YieldFromNode,
	type YieldNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import type { Expr, Name } from "../ast";
import { comprehensionElement, convertGenerator, convertGenerators } from "./comprehensions";
import { type Conversion, rawEnd } from "./context";
import { convertDictionary } from "./dictionaries";
import { convertConstant, convertEllipsis, convertNumber, identifier } from "./literals";
import { convertBinary, convertUnary } from "./operators";
import { convertParameters } from "./parameters";
import { innerEnd, innerStart, outerEnd, outerStart, parenthesisedRange, trimmedEnd } from "./ranges";
import { convertStrings } from "./strings";
import { convertSlice, convertTrailers, convertUnfinishedAttribute } from "./trailers";

export function convertExpression(c: Conversion, node: ExpressionNode): Expr {
	switch (node.nodeType) {
		case ParseNodeType.Name:
			return convertName(c, node);
		case ParseNodeType.MemberAccess:
		case ParseNodeType.Call:
		case ParseNodeType.Index:
			return convertTrailers(c, node);
		case ParseNodeType.Number:
			return convertNumber(c, node);
		case ParseNodeType.StringList:
			return convertStrings(c, node);
		case ParseNodeType.Constant:
			return convertConstant(c, node);
		case ParseNodeType.Ellipsis:
			return convertEllipsis(c, node);
		case ParseNodeType.Tuple:
			return convertTuple(c, node);
		case ParseNodeType.List:
		case ParseNodeType.Set:
			return convertDisplay(c, node);
		case ParseNodeType.Dictionary:
			return convertDictionary(c, node);
		case ParseNodeType.BinaryOperation:
			return convertBinary(c, node);
		case ParseNodeType.UnaryOperation:
			return convertUnary(c, node);
		default:
			return convertRarer(c, node);
	}
}

function convertRarer(c: Conversion, node: ExpressionNode): Expr {
	switch (node.nodeType) {
		case ParseNodeType.Slice:
			return convertSlice(c, node);
		case ParseNodeType.Ternary:
			return convertTernary(c, node);
		case ParseNodeType.Lambda:
			return convertLambda(c, node);
		case ParseNodeType.AssignmentExpression:
			return convertWalrus(c, node);
		case ParseNodeType.Unpack:
			return convertUnpack(c, node);
		case ParseNodeType.Comprehension:
			return convertGenerator(c, node);
		case ParseNodeType.Await:
			return convertAwait(c, node);
		case ParseNodeType.Yield:
		case ParseNodeType.YieldFrom:
			return convertYield(c, node);
		case ParseNodeType.Error:
			return convertError(c, node);
		default:
			return { type: "Invalid", start: c.at(node.start), end: c.at(rawEnd(node)) };
	}
}

export function convertName(c: Conversion, node: NameNode): Name {
	const { token } = node.d;
	return { type: "Name", id: identifier(node.d.value), start: c.at(token.start), end: c.at(rawEnd(token)) };
}

function convertTuple(c: Conversion, node: TupleNode): Expr {
	const elts = node.d.items.map(c.expr);
	const [first] = node.d.items;
	if (!node.d.hasParens) {
		return { type: "Tuple", elts, start: c.at(outerStart(c, node)), end: c.at(outerEnd(c, node)) };
	}
	const firstElement = first ? outerStart(c, first) : endOfOpening(c, node);
	const [start, end] = parenthesisedRange(c, node, firstElement);
	return { type: "Tuple", elts, start: c.at(start), end: c.at(end) };
}

/** `(())`: the last parenthesis before the first closing one opens the empty tuple. */
function endOfOpening(c: Conversion, node: TupleNode): number {
	const start = innerStart(c, node);
	return start > node.start ? start : rawEnd(node);
}

function convertDisplay(c: Conversion, node: ListNode | SetNode): Expr {
	const start = innerStart(c, node);
	const range = { start: c.at(start), end: c.at(innerEnd(c, node, start)) };
	const isList = node.nodeType === ParseNodeType.List;
	const [only] = node.d.items;
	if (only?.nodeType === ParseNodeType.Comprehension && !only.d.isGenerator) {
		const elt = comprehensionElement(c, only.d.expr);
		return { type: isList ? "ListComp" : "SetComp", elt, generators: convertGenerators(c, only), ...range };
	}
	return { type: isList ? "List" : "Set", elts: node.d.items.map(c.expr), ...range };
}

function convertTernary(c: Conversion, node: TernaryNode): Expr {
	return {
		type: "IfExp",
		test: c.expr(node.d.testExpr),
		body: c.expr(node.d.ifExpr),
		orelse: c.expr(node.d.elseExpr),
		start: c.at(outerStart(c, node.d.ifExpr)),
		end: c.at(outerEnd(c, node.d.elseExpr)),
	};
}

function convertLambda(c: Conversion, node: LambdaNode): Expr {
	return {
		type: "Lambda",
		args: convertParameters(c, node.d.params),
		body: c.expr(node.d.expr),
		start: c.at(innerStart(c, node)),
		end: c.at(outerEnd(c, node.d.expr)),
	};
}

function convertWalrus(c: Conversion, node: AssignmentExpressionNode): Expr {
	const target = convertName(c, node.d.name);
	return {
		type: "NamedExpr",
		target,
		value: c.expr(node.d.rightExpr),
		start: c.at(outerStart(c, node.d.name)),
		end: c.at(outerEnd(c, node.d.rightExpr)),
	};
}

function convertUnpack(c: Conversion, node: UnpackNode): Expr {
	const { expr, starToken } = node.d;
	return { type: "Starred", value: c.expr(expr), start: c.at(starToken.start), end: c.at(outerEnd(c, expr)) };
}

function convertAwait(c: Conversion, node: AwaitNode): Expr {
	const { expr, awaitToken } = node.d;
	return { type: "Await", value: c.expr(expr), start: c.at(awaitToken.start), end: c.at(outerEnd(c, expr)) };
}

const YIELD_LENGTH = "yield".length;

function convertYield(c: Conversion, node: YieldNode | YieldFromNode): Expr {
	const start = innerStart(c, node);
	const value = node.d.expr;
	const end = value ? outerEnd(c, value) : start + YIELD_LENGTH;
	const range = { start: c.at(start), end: c.at(end) };
	if (node.nodeType === ParseNodeType.YieldFrom) return { type: "YieldFrom", value: c.expr(node.d.expr), ...range };
	return value ? { type: "Yield", value: c.expr(value), ...range } : { type: "Yield", ...range };
}

function convertError(c: Conversion, node: ErrorNode): Expr {
	const { child, category } = node.d;
	if (child && category === ErrorExpressionCategory.MissingMemberAccessName) {
		return convertUnfinishedAttribute(c, node, child);
	}
	const range = { start: c.at(node.start), end: c.at(trimmedEnd(c, node)) };
	return child ? { type: "Invalid", child: c.expr(child), ...range } : { type: "Invalid", ...range };
}
