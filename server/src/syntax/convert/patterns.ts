import {
	type NameNode,
	type ParseNode,
	ParseNodeType,
	type PatternAsNode,
	type PatternAtomNode,
	type PatternCaptureNode,
	type PatternClassNode,
	type PatternLiteralNode,
	type PatternMappingNode,
	type PatternSequenceNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { KeywordType, TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Expr, MatchClass, MatchMapping, Pattern } from "../ast";
import { type Conversion, endAfter, rawEnd, tokenAt, tokenIndexAt } from "./context";
import { identifier } from "./literals";
import { outerEnd } from "./ranges";

export function convertPattern(c: Conversion, node: PatternAtomNode): Pattern {
	switch (node.nodeType) {
		case ParseNodeType.PatternAs:
			return convertAs(c, node);
		case ParseNodeType.PatternLiteral:
			return convertLiteral(c, node);
		case ParseNodeType.PatternValue:
			return { type: "MatchValue", value: c.expr(node.d.expr), ...rangeOf(c, node) };
		case ParseNodeType.PatternCapture:
			return convertCapture(c, node);
		case ParseNodeType.PatternSequence:
			return convertSequence(c, node);
		case ParseNodeType.PatternMapping:
			return convertMapping(c, node);
		case ParseNodeType.PatternClass:
			return convertClass(c, node);
		default: {
			const start = patternStart(c, node);
			const range = { start: c.at(start), end: c.at(rawEnd(node)) };
			return start < node.start
				? { type: "MatchMapping", keys: [], patterns: [], ...range }
				: { type: "MatchInvalid", ...range };
		}
	}
}

/** The parser has no node for the pattern `{}`: it leaves an error, which it does not report, at the closing brace. */
function patternStart(c: Conversion, node: PatternAtomNode): number {
	if (node.nodeType !== ParseNodeType.Error || c.text.charAt(node.start) !== "}") return node.start;
	const open = tokenAt(c, tokenIndexAt(c, node.start) - 1);
	return open?.type === TokenType.OpenCurlyBrace ? open.start : node.start;
}

function rangeOf(c: Conversion, node: ParseNode): { start: number; end: number } {
	return { start: c.at(node.start), end: c.at(rawEnd(node)) };
}

function nameOf(node: NameNode): string {
	return identifier(node.d.value);
}

/** The parser wraps every pattern in this node, and extends it over parentheses around it. */
function convertAs(c: Conversion, node: PatternAsNode): Pattern {
	const { orPatterns, target } = node.d;
	const [first] = orPatterns;
	const last = orPatterns[orPatterns.length - 1];
	if (!first || !last) return { type: "MatchInvalid", ...rangeOf(c, node) };
	const range = { start: c.at(patternStart(c, first)), end: c.at(rawEnd(withClosing(c, last))) };
	const pattern: Pattern =
		orPatterns.length === 1
			? convertPattern(c, first)
			: { type: "MatchOr", patterns: orPatterns.map((part) => convertPattern(c, part)), ...range };
	if (!target) return pattern;
	return { type: "MatchAs", pattern, name: nameOf(target), start: range.start, end: c.at(rawEnd(target)) };
}

/** A class pattern's node ends before its parenthesis. */
function withClosing(c: Conversion, node: PatternAtomNode): { start: number; length: number } {
	if (node.nodeType !== ParseNodeType.PatternClass) return node;
	return { start: node.start, length: classEnd(c, node) - node.start };
}

function convertLiteral(c: Conversion, node: PatternLiteralNode): Pattern {
	const { expr } = node.d;
	if (expr.nodeType === ParseNodeType.Constant) {
		const { constType } = expr.d;
		const value = constType === KeywordType.None ? null : constType === KeywordType.True;
		return { type: "MatchSingleton", value, ...rangeOf(c, node) };
	}
	return { type: "MatchValue", value: c.expr(expr), ...rangeOf(c, node) };
}

function convertCapture(c: Conversion, node: PatternCaptureNode): Pattern {
	const name = node.d.isWildcard ? {} : { name: nameOf(node.d.target) };
	return { type: node.d.isStar ? "MatchStar" : "MatchAs", ...name, ...rangeOf(c, node) };
}

/** A sequence without brackets starts with its first pattern, and CPython ends it after its last comma. */
function convertSequence(c: Conversion, node: PatternSequenceNode): Pattern {
	const { entries } = node.d;
	const [first] = entries;
	const isBare = first?.start === node.start;
	const start =
		isBare && first.d.orPatterns[0] ? Math.min(node.start, patternStart(c, first.d.orPatterns[0])) : node.start;
	const lastEntry = entries[entries.length - 1];
	const end = isBare && lastEntry ? endAfter(c, entryEnd(c, lastEntry), TokenType.Comma) : rawEnd(node);
	return {
		type: "MatchSequence",
		patterns: entries.map((entry) => convertPattern(c, entry)),
		start: c.at(start),
		end: c.at(end),
	};
}

/** Where an entry ends with its parentheses. */
function entryEnd(c: Conversion, node: PatternAsNode): number {
	const last = node.d.orPatterns[node.d.orPatterns.length - 1];
	return Math.max(rawEnd(node), last && !node.d.target ? rawEnd(withClosing(c, last)) : 0);
}

function convertMapping(c: Conversion, node: PatternMappingNode): MatchMapping {
	const keys: Expr[] = [];
	const patterns: Pattern[] = [];
	let rest: string | undefined;
	for (const entry of node.d.entries) {
		if (entry.nodeType === ParseNodeType.PatternMappingExpandEntry) rest = nameOf(entry.d.target);
		else if (entry.nodeType === ParseNodeType.PatternMappingKeyEntry) {
			const { keyPattern, valuePattern } = entry.d;
			keys.push(c.expr(keyPattern.nodeType === ParseNodeType.Error ? keyPattern : keyPattern.d.expr));
			patterns.push(convertPattern(c, valuePattern));
		}
	}
	return { type: "MatchMapping", keys, patterns, ...(rest === undefined ? {} : { rest }), ...rangeOf(c, node) };
}

function convertClass(c: Conversion, node: PatternClassNode): MatchClass {
	const patterns: Pattern[] = [];
	const kwdAttrs: string[] = [];
	const kwdPatterns: Pattern[] = [];
	for (const { d } of node.d.args) {
		const pattern = convertPattern(c, d.pattern);
		if (d.name) {
			kwdAttrs.push(nameOf(d.name));
			kwdPatterns.push(pattern);
		} else patterns.push(pattern);
	}
	return {
		type: "MatchClass",
		cls: c.expr(node.d.className),
		patterns,
		kwdAttrs,
		kwdPatterns,
		start: c.at(node.start),
		end: c.at(classEnd(c, node)),
	};
}

function classEnd(c: Conversion, node: PatternClassNode): number {
	const last = node.d.args[node.d.args.length - 1];
	if (!last) {
		const name = outerEnd(c, node.d.className);
		return endAfter(c, endAfter(c, name, TokenType.OpenParenthesis), TokenType.CloseParenthesis);
	}
	const end = entryEnd(c, last.d.pattern);
	return endAfter(c, endAfter(c, end, TokenType.Comma), TokenType.CloseParenthesis);
}
