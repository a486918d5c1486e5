import {
	type ComprehensionNode,
	type ExpressionNode,
	isExpressionNode,
	type ParseNode,
	ParseNodeType,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Comprehension, Expr } from "../ast";
import { type Conversion, rawEnd, tokenAt, tokenIndexAt, tokenIndexFrom } from "./context";
import { outerStart, parenthesisedRange } from "./ranges";

export function convertGenerators(c: Conversion, node: ComprehensionNode): Comprehension[] {
	const generators: { target: Expr; iter: Expr; ifs: Expr[]; isAsync: boolean }[] = [];
	for (const clause of node.d.forIfNodes) {
		if (clause.nodeType === ParseNodeType.ComprehensionIf) {
			generators[generators.length - 1]?.ifs.push(c.expr(clause.d.testExpr));
			continue;
		}
		generators.push({
			target: c.expr(clause.d.targetExpr),
			iter: c.expr(clause.d.iterableExpr),
			ifs: [],
			isAsync: clause.d.isAsync === true,
		});
	}
	return generators;
}

/** The element of a comprehension; a dictionary's entry is not an expression and is read by its own converter. */
export function comprehensionElement(c: Conversion, node: ParseNode): Expr {
	if (isExpressionNode(node)) return c.expr(node as ExpressionNode);
	return { type: "Invalid", start: c.at(node.start), end: c.at(rawEnd(node)) };
}

export function convertGenerator(c: Conversion, node: ComprehensionNode): Expr {
	const bounds: [number, number] = node.d.hasParens
		? parenthesisedRange(c, node, outerStart(c, node.d.expr))
		: [outerStart(c, node), rawEnd(node)];
	return generator(c, node, bounds);
}

/** `f(x for x in y)`: CPython lets the generator own the call's parentheses. */
export function convertBareGenerator(c: Conversion, node: ComprehensionNode): Expr {
	const open = tokenAt(c, tokenIndexAt(c, outerStart(c, node)) - 1);
	const close = tokenAt(c, tokenIndexFrom(c, rawEnd(node)));
	const isClosed = open?.type === TokenType.OpenParenthesis && close?.type === TokenType.CloseParenthesis;
	return generator(c, node, isClosed ? [open.start, rawEnd(close)] : [outerStart(c, node), rawEnd(node)]);
}

function generator(c: Conversion, node: ComprehensionNode, [start, end]: [number, number]): Expr {
	return {
		type: "GeneratorExp",
		elt: comprehensionElement(c, node.d.expr),
		generators: convertGenerators(c, node),
		start: c.at(start),
		end: c.at(end),
	};
}
