import {
	type AssertNode,
	type DelNode,
	type ErrorNode,
	type ExpressionNode,
	type GlobalNode,
	isExpressionNode,
	type NonlocalNode,
	type ParseNode,
	ParseNodeType,
	type RaiseNode,
	type ReturnNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Stmt } from "../ast";
import { convertAnnotated, convertAssignment, convertAugmented } from "./assignments";
import { convertFor, convertIf, convertMatch, convertTry, convertWhile, convertWith } from "./compound";
import { type Conversion, endAfter, rawEnd } from "./context";
import { convertClass, convertFunction, convertTypeAlias } from "./definitions";
import { convertImport, convertImportFrom } from "./imports";
import { identifier } from "./literals";
import { outerEnd, outerStart, trimmedEnd } from "./ranges";

export function convertStatements(c: Conversion, nodes: readonly ParseNode[]): Stmt[] {
	return nodes.flatMap((node) => {
		if (node.nodeType === ParseNodeType.StatementList) return node.d.statements.map((small) => convertSmall(c, small));
		return convertCompound(c, node);
	});
}

function convertCompound(c: Conversion, node: ParseNode): Stmt | Stmt[] {
	switch (node.nodeType) {
		case ParseNodeType.If:
			return convertIf(c, node);
		case ParseNodeType.For:
			return convertFor(c, node);
		case ParseNodeType.While:
			return convertWhile(c, node);
		case ParseNodeType.With:
			return convertWith(c, node);
		case ParseNodeType.Try:
			return convertTry(c, node);
		case ParseNodeType.Match:
			return convertMatch(c, node);
		case ParseNodeType.Function:
			return convertFunction(c, node);
		case ParseNodeType.Class:
			return convertClass(c, node);
		case ParseNodeType.Error:
			return brokenStatement(c, node);
		default:
			return convertSmall(c, node);
	}
}

/** A `def` that stopped before its parameters: its name is no use of a variable. */
function brokenStatement(c: Conversion, node: ErrorNode): Stmt {
	const range = { start: c.at(node.start), end: c.at(trimmedEnd(c, node)) };
	return { type: "Expr", value: { type: "Invalid", ...range }, ...range };
}

function convertSmall(c: Conversion, node: ParseNode): Stmt {
	switch (node.nodeType) {
		case ParseNodeType.Assignment:
			return convertAssignment(c, node);
		case ParseNodeType.AugmentedAssignment:
			return convertAugmented(c, node);
		case ParseNodeType.TypeAnnotation:
			return convertAnnotated(c, node);
		case ParseNodeType.Return:
			return convertReturn(c, node);
		case ParseNodeType.Import:
			return convertImport(c, node);
		case ParseNodeType.ImportFrom:
			return convertImportFrom(c, node);
		case ParseNodeType.Raise:
			return convertRaise(c, node);
		case ParseNodeType.Assert:
			return convertAssert(c, node);
		case ParseNodeType.Del:
			return convertDelete(c, node);
		case ParseNodeType.TypeAlias:
			return convertTypeAlias(c, node);
		default:
			return convertPlain(c, node);
	}
}

function convertPlain(c: Conversion, node: ParseNode): Stmt {
	const range = { start: c.at(node.start), end: c.at(rawEnd(node)) };
	switch (node.nodeType) {
		case ParseNodeType.Pass:
			return { type: "Pass", ...range };
		case ParseNodeType.Break:
			return { type: "Break", ...range };
		case ParseNodeType.Continue:
			return { type: "Continue", ...range };
		case ParseNodeType.Global:
			return { type: "Global", names: declaredNames(node), ...range };
		case ParseNodeType.Nonlocal:
			return { type: "Nonlocal", names: declaredNames(node), ...range };
		default:
			return isExpressionNode(node)
				? convertExpressionStatement(c, node)
				: { type: "Expr", value: { type: "Invalid", ...range }, ...range };
	}
}

function declaredNames(node: GlobalNode | NonlocalNode): string[] {
	return node.d.targets.map((target) => identifier(target.d.value));
}

function convertExpressionStatement(c: Conversion, node: ExpressionNode): Stmt {
	const value = c.expr(node);
	const start = c.at(outerStart(c, node));
	return { type: "Expr", value, start: Math.min(start, value.start), end: c.at(outerEnd(c, node)) };
}

function convertReturn(c: Conversion, node: ReturnNode): Stmt {
	const { expr } = node.d;
	const start = c.at(node.start);
	if (!expr) return { type: "Return", start, end: c.at(rawEnd(node)) };
	return { type: "Return", value: c.expr(expr), start, end: c.at(outerEnd(c, expr)) };
}

function convertRaise(c: Conversion, node: RaiseNode): Stmt {
	const { expr, fromExpr } = node.d;
	const last = fromExpr ?? expr;
	return {
		type: "Raise",
		...(expr ? { exc: c.expr(expr) } : {}),
		...(fromExpr ? { cause: c.expr(fromExpr) } : {}),
		start: c.at(node.start),
		end: c.at(last ? outerEnd(c, last) : rawEnd(node)),
	};
}

function convertAssert(c: Conversion, node: AssertNode): Stmt {
	const { testExpr, exceptionExpr } = node.d;
	return {
		type: "Assert",
		test: c.expr(testExpr),
		...(exceptionExpr ? { msg: c.expr(exceptionExpr) } : {}),
		start: c.at(node.start),
		end: c.at(outerEnd(c, exceptionExpr ?? testExpr)),
	};
}

function convertDelete(c: Conversion, node: DelNode): Stmt {
	const { targets } = node.d;
	const last = targets[targets.length - 1];
	return {
		type: "Delete",
		targets: targets.map(c.expr),
		start: c.at(node.start),
		end: c.at(last ? endAfter(c, outerEnd(c, last), TokenType.Comma) : rawEnd(node)),
	};
}
