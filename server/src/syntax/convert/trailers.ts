import {
	ArgCategory,
	type ArgumentNode,
	type CallNode,
	type ErrorNode,
	type ExpressionNode,
	type IndexNode,
	type MemberAccessNode,
	ParseNodeType,
	type SliceNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Expr, Keyword, Slice } from "../ast";
import { convertBareGenerator } from "./comprehensions";
import { type Conversion, endAfter, rawEnd } from "./context";
import { identifier } from "./literals";
import { innerEnd, outerEnd, outerStart } from "./ranges";

type Trailer = CallNode | IndexNode | MemberAccessNode;

function isTrailer(node: ExpressionNode): node is Trailer {
	return (
		node.nodeType === ParseNodeType.Call ||
		node.nodeType === ParseNodeType.Index ||
		node.nodeType === ParseNodeType.MemberAccess
	);
}

/** A chain of calls, subscripts and attributes nests to the left without bound, so it is a loop. */
export function convertTrailers(c: Conversion, node: Trailer): Expr {
	const chain: Trailer[] = [];
	let base: ExpressionNode = node;
	while (isTrailer(base)) {
		chain.push(base);
		base = base.d.leftExpr;
	}
	let value = c.expr(base);
	for (const trailer of chain.reverse()) value = convertTrailer(c, trailer, value);
	return value;
}

function convertTrailer(c: Conversion, node: Trailer, value: Expr): Expr {
	const start = outerStart(c, node.d.leftExpr);
	if (node.nodeType === ParseNodeType.MemberAccess) {
		const { member } = node.d;
		const attr = identifier(member.d.value);
		return {
			type: "Attribute",
			value,
			attr,
			attrStart: c.at(member.start),
			start: c.at(start),
			end: c.at(rawEnd(member)),
		};
	}
	const end = innerEnd(c, node, start);
	if (node.nodeType === ParseNodeType.Call) {
		const { args, keywords } = convertArguments(c, node.d.args);
		return { type: "Call", func: value, args, keywords, start: c.at(start), end: c.at(end) };
	}
	return { type: "Subscript", value, slice: convertSubscript(c, node), start: c.at(start), end: c.at(end) };
}

/** `x.` without a name yet: the attribute is there, its name is empty. */
export function convertUnfinishedAttribute(c: Conversion, node: ErrorNode, value: ExpressionNode): Expr {
	const end = endAfter(c, rawEnd(value), TokenType.Dot);
	return {
		type: "Attribute",
		value: c.expr(value),
		attr: "",
		attrStart: c.at(end),
		start: c.at(Math.min(outerStart(c, value), node.start)),
		end: c.at(end),
	};
}

export function convertArguments(c: Conversion, nodes: readonly ArgumentNode[]): { args: Expr[]; keywords: Keyword[] } {
	const args: Expr[] = [];
	const keywords: Keyword[] = [];
	for (const node of nodes) {
		if (node.d.name || node.d.argCategory === ArgCategory.UnpackedDictionary) keywords.push(convertKeyword(c, node));
		else args.push(convertArgument(c, node));
	}
	return { args, keywords };
}

function convertKeyword(c: Conversion, node: ArgumentNode): Keyword {
	const rest = {
		value: c.expr(node.d.valueExpr),
		start: c.at(node.start),
		end: c.at(outerEnd(c, node.d.valueExpr)),
	};
	if (!node.d.name) return { type: "keyword", ...rest };
	return { type: "keyword", arg: identifier(node.d.name.d.value), ...rest };
}

function convertArgument(c: Conversion, node: ArgumentNode): Expr {
	const value = node.d.valueExpr;
	if (node.d.argCategory === ArgCategory.UnpackedList) {
		return { type: "Starred", value: c.expr(value), start: c.at(node.start), end: c.at(outerEnd(c, value)) };
	}
	const isBare = value.nodeType === ParseNodeType.Comprehension && value.d.isGenerator && !value.d.hasParens;
	return isBare ? convertBareGenerator(c, value) : c.expr(value);
}

/** `x[a, b]`, `x[a,]` and `x[*a]` hold a tuple, which CPython ends after a last comma. */
function convertSubscript(c: Conversion, node: IndexNode): Expr {
	const [first] = node.d.items;
	const last = node.d.items[node.d.items.length - 1];
	if (!first || !last) return { type: "Invalid", start: c.at(rawEnd(node)), end: c.at(rawEnd(node)) };
	const elts = node.d.items.map((item) => convertArgument(c, item));
	const [only] = elts;
	if (only && elts.length === 1 && !node.d.trailingComma && only.type !== "Starred") return only;
	const end = subscriptEnd(c, last.d.valueExpr);
	const start = first.d.argCategory === ArgCategory.Simple ? outerStart(c, first.d.valueExpr) : first.start;
	return {
		type: "Tuple",
		elts,
		start: c.at(start),
		end: c.at(node.d.trailingComma ? endAfter(c, end, TokenType.Comma) : end),
	};
}

function subscriptEnd(c: Conversion, value: ExpressionNode): number {
	const end = outerEnd(c, value);
	return value.nodeType === ParseNodeType.Slice ? endAfterColons(c, end) : end;
}

/** The parser ends `a:` before the colon. */
function endAfterColons(c: Conversion, end: number): number {
	const once = endAfter(c, end, TokenType.Colon);
	return once === end ? end : endAfter(c, once, TokenType.Colon);
}

export function convertSlice(c: Conversion, node: SliceNode): Slice {
	const { startValue, endValue, stepValue } = node.d;
	return {
		type: "Slice",
		...(startValue ? { lower: c.expr(startValue) } : {}),
		...(endValue ? { upper: c.expr(endValue) } : {}),
		...(stepValue ? { step: c.expr(stepValue) } : {}),
		start: c.at(outerStart(c, startValue ?? node)),
		end: c.at(endAfterColons(c, rawEnd(node))),
	};
}
