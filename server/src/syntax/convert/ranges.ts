import { type ParseNode, ParseNodeType } from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import { type Conversion, endAfter, rawEnd, tokenAt, tokenIndexAt } from "./context";

/*
 * The parser's expression ranges include redundant parentheses around them; CPython's do not. A node's *outer* range
 * (with parentheses) is what its parent starts or ends with; its *inner* range is its own.
 */

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;

export function outerStart(c: Conversion, node: ParseNode): number {
	return c.yieldParens.get(node.start) ?? node.start;
}

/** The parser leaves the last comma of `a, b,` out of the tuple. */
export function outerEnd(c: Conversion, node: ParseNode): number {
	const end = rawEnd(node);
	if (node.nodeType === ParseNodeType.Tuple && !node.d.hasParens) return endAfter(c, end, TokenType.Comma);
	if (node.nodeType === ParseNodeType.Yield && node.d.expr && rawEnd(node.d.expr) === end) {
		return outerEnd(c, node.d.expr);
	}
	if (node.nodeType === ParseNodeType.Error || node.nodeType === ParseNodeType.Call) return trimmedEnd(c, node);
	return end;
}

/** Recovery lets some ranges run over the line break that ended it. */
export function trimmedEnd(c: Conversion, node: ParseNode): number {
	let end = rawEnd(node);
	while (end > node.start && /\s/.test(c.text.charAt(end - 1))) end--;
	return end;
}

/** Start of a node whose first own token is not a parenthesis. */
export function innerStart(c: Conversion, node: ParseNode): number {
	if (c.text.charCodeAt(node.start) !== OPEN_PAREN) return node.start;
	let index = tokenIndexAt(c, node.start);
	while (tokenAt(c, index)?.type === TokenType.OpenParenthesis) index++;
	return tokenAt(c, index)?.start ?? node.start;
}

function openParensBetween(c: Conversion, from: number, to: number): number {
	let count = 0;
	for (let index = tokenIndexAt(c, from); ; index++) {
		const token = tokenAt(c, index);
		if (!token || token.start >= to) return count;
		if (token.type === TokenType.OpenParenthesis) count++;
	}
}

/** Offset before the last `count` closing parentheses of the node. */
export function endWithoutParens(c: Conversion, node: ParseNode, count: number): number {
	const end = trimmedEnd(c, node);
	if (count === 0 || c.text.charCodeAt(end - 1) !== CLOSE_PAREN) return end;
	let index = tokenIndexAt(c, end - 1);
	for (let left = count; left > 0 && tokenAt(c, index)?.type === TokenType.CloseParenthesis; left--) index--;
	const last = tokenAt(c, index);
	return last ? rawEnd(last) : end;
}

/** End of a node whose own text starts at `start`: as many parentheses close it as were opened before. */
export function innerEnd(c: Conversion, node: ParseNode, start: number): number {
	if (node.start >= start) return outerEnd(c, node);
	return endWithoutParens(c, node, openParensBetween(c, node.start, start));
}

/**
 * Range of a tuple or generator that has its own parentheses: of all that stand before its first element, the
 * innermost pair that is not the element's own belongs to it.
 */
export function parenthesisedRange(c: Conversion, node: ParseNode, firstElement: number): [number, number] {
	const opens = openParensBetween(c, node.start, firstElement);
	if (opens <= 1) return [node.start, rawEnd(node)];
	let index = tokenIndexAt(c, firstElement - 1);
	while (tokenAt(c, index)?.type !== TokenType.OpenParenthesis && index > 0) index--;
	return [tokenAt(c, index)?.start ?? node.start, endWithoutParens(c, node, opens - 1)];
}
