import {
	type CaseNode,
	type ExceptNode,
	type ForNode,
	type IfNode,
	type MatchNode,
	ParseNodeType,
	type SuiteNode,
	type TryNode,
	type WhileNode,
	type WithItemNode,
	type WithNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import type { ExceptHandler, For, If, Match, MatchCase, Stmt, Try, While, With, WithItem } from "../ast";
import { block, type Conversion, rawEnd } from "./context";
import { blockEnd } from "./definitions";
import { identifier } from "./literals";
import { convertPattern } from "./patterns";

/** A chain of `elif` can be long, so it is unrolled; each one is an `If` in the `orelse` of the one before. */
export function convertIf(c: Conversion, node: IfNode): If {
	const chain: IfNode[] = [];
	let rest: IfNode | SuiteNode | undefined = node;
	while (rest?.nodeType === ParseNodeType.If) {
		chain.push(rest);
		rest = rest.d.elseSuite;
	}
	const converted = chain.map((link) => convertBranch(c, link));
	let orelse = block(c, rest);
	let end = rest ? blockEnd(c, rest, orelse) : undefined;
	for (const link of converted.reverse()) {
		end ??= link.end;
		orelse = [{ ...link, orelse, end }];
	}
	return orelse[0] as If;
}

function convertBranch(c: Conversion, node: IfNode): If {
	const body = block(c, node.d.ifSuite);
	return {
		type: "If",
		test: c.expr(node.d.testExpr),
		body,
		orelse: [],
		start: c.at(node.d.firstToken.start),
		end: blockEnd(c, node.d.ifSuite, body),
	};
}

function endOf(
	c: Conversion,
	suite: SuiteNode,
	body: readonly Stmt[],
	last: SuiteNode | undefined,
	tail: readonly Stmt[],
) {
	return last ? blockEnd(c, last, tail) : blockEnd(c, suite, body);
}

export function convertWhile(c: Conversion, node: WhileNode): While {
	const test = c.expr(node.d.testExpr);
	const body = block(c, node.d.whileSuite);
	const orelse = block(c, node.d.elseSuite);
	const end = endOf(c, node.d.whileSuite, body, node.d.elseSuite, orelse);
	return { type: "While", test, body, orelse, start: c.at(node.d.firstToken.start), end };
}

export function convertFor(c: Conversion, node: ForNode): For {
	const target = c.expr(node.d.targetExpr);
	const iter = c.expr(node.d.iterableExpr);
	const body = block(c, node.d.forSuite);
	const orelse = block(c, node.d.elseSuite);
	const start = c.at((node.d.asyncToken ?? node.d.firstToken).start);
	const end = endOf(c, node.d.forSuite, body, node.d.elseSuite, orelse);
	return { type: "For", isAsync: node.d.isAsync === true, target, iter, body, orelse, start, end };
}

export function convertWith(c: Conversion, node: WithNode): With {
	const items = node.d.withItems.map((item) => convertItem(c, item));
	const body = block(c, node.d.suite);
	const start = c.at((node.d.asyncToken ?? node.d.firstToken).start);
	return { type: "With", isAsync: node.d.isAsync === true, items, body, start, end: blockEnd(c, node.d.suite, body) };
}

function convertItem(c: Conversion, node: WithItemNode): WithItem {
	const contextExpr = c.expr(node.d.expr);
	return node.d.target ? { contextExpr, optionalVars: c.expr(node.d.target) } : { contextExpr };
}

export function convertTry(c: Conversion, node: TryNode): Try {
	const { trySuite, exceptClauses, elseSuite, finallySuite } = node.d;
	const body = block(c, trySuite);
	const handlers = exceptClauses.map((clause) => convertHandler(c, clause));
	const orelse = block(c, elseSuite);
	const finalbody = block(c, finallySuite);
	const tail = handlers[handlers.length - 1]?.end ?? blockEnd(c, trySuite, body);
	const afterElse = elseSuite ? blockEnd(c, elseSuite, orelse) : tail;
	return {
		type: "Try",
		isStar: exceptClauses.some((clause) => clause.d.isExceptGroup),
		body,
		handlers,
		orelse,
		finalbody,
		start: c.at(node.d.firstToken.start),
		end: finallySuite ? blockEnd(c, finallySuite, finalbody) : afterElse,
	};
}

function convertHandler(c: Conversion, node: ExceptNode): ExceptHandler {
	const { typeExpr, name, exceptSuite, exceptToken } = node.d;
	const body = block(c, exceptSuite);
	return {
		type: "ExceptHandler",
		...(typeExpr ? { exceptionType: c.expr(typeExpr) } : {}),
		...(name ? { name: identifier(name.d.value) } : {}),
		body,
		start: c.at(exceptToken.start),
		end: blockEnd(c, exceptSuite, body),
	};
}

export function convertMatch(c: Conversion, node: MatchNode): Match {
	const subject = c.expr(node.d.expr);
	const cases = node.d.cases.map((clause) => convertCase(c, clause));
	const last = node.d.cases[node.d.cases.length - 1];
	const lastBody = cases[cases.length - 1]?.body ?? [];
	const end = last ? blockEnd(c, last.d.suite, lastBody) : c.at(rawEnd(node.d.expr));
	return { type: "Match", subject, cases, start: c.at(node.d.firstToken.start), end };
}

function convertCase(c: Conversion, node: CaseNode): MatchCase {
	const { guardExpr, suite } = node.d;
	return {
		pattern: convertPattern(c, node.d.pattern),
		...(guardExpr ? { guard: c.expr(guardExpr) } : {}),
		body: block(c, suite),
	};
}
