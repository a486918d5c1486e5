import { DiagnosticSink } from "@zzzen/pyright-internal/dist/common/diagnosticSink";
import { pythonVersion3_15 } from "@zzzen/pyright-internal/dist/common/pythonVersion";
import type { TextRangeCollection } from "@zzzen/pyright-internal/dist/common/textRangeCollection";
import { type ParseFileResults, ParseOptions, Parser } from "@zzzen/pyright-internal/dist/parser/parser";
import type { Token } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Comment, Module, ParsedFile, SyntaxProblem } from "./ast";
import { type Conversion, findYieldParens } from "./convert/context";
import { convertExpression } from "./convert/expressions";
import { convertStatements } from "./convert/statements";
import { flattenBrackets } from "./flatten";
import { heal } from "./heal";
import { computeLineStarts } from "./positions";
import { isMisplacedArgument, syntaxProblems } from "./problems";

/** Parses any text, however broken. Never throws. */
export function parsePython(text: string): ParsedFile {
	const lineStarts = computeLineStarts(text);
	try {
		return parseText(text, lineStarts);
	} catch (error) {
		return error instanceof RangeError ? parseFlattened(text, lineStarts) : unreadable(text, lineStarts, `${error}`);
	}
}

function unreadable(text: string, lineStarts: readonly number[], message: string): ParsedFile {
	const end = text.length;
	const module: Module = { type: "Module", body: [], start: 0, end };
	return { text, module, comments: [], problems: [{ message, start: 0, end }], lineStarts };
}

function parseText(text: string, lineStarts: readonly number[]): ParsedFile {
	const first = runParser(text, lineStarts);
	const module = (first.problems.length > 0 && convertHealed(text, first)) || convert(first, (offset) => offset);
	return { text, module, comments: first.comments, problems: first.problems, lineStarts };
}

/** CPython refuses brackets nested deeper than this; a small stack may hold fewer. */
const NESTING_LIMITS = [200, 40];

/** What overflows the stack is a few expressions: without them, the rest of the file can be read. */
function parseFlattened(text: string, lineStarts: readonly number[]): ParsedFile {
	for (const limit of NESTING_LIMITS) {
		try {
			const flat = flattenBrackets(text, limit);
			if (flat.tooDeep.length === 0) continue;
			const parsed = parseText(flat.text, lineStarts);
			const deep = flat.tooDeep.map(({ start, end }) => ({ message: "Too many nested brackets", start, end }));
			const problems = [...parsed.problems, ...deep].sort((a, b) => a.start - b.start);
			return { ...parsed, text, problems };
		} catch {}
	}
	return unreadable(text, lineStarts, "Too deeply nested to be read");
}

interface FirstParse {
	readonly text: string;
	readonly results: ParseFileResults;
	readonly comments: readonly Comment[];
	readonly problems: readonly SyntaxProblem[];
}

function runParser(text: string, lineStarts: readonly number[]): FirstParse {
	const options = new ParseOptions();
	options.pythonVersion = pythonVersion3_15;
	const parser = new Parser();
	raiseDepthLimit(parser);
	const sink = new DiagnosticSink();
	const results = parser.parseSourceFile(text, options, sink);
	const comments = collectComments(results.tokenizerOutput.tokens);
	return { text, results, comments, problems: syntaxProblems(sink, lineStarts, comments) };
}

/** A healed parse may report a little more than the first one, because healing lets it see more of the file. */
const TOLERATED = 2;

/** The tree of the healed text, unless there is nothing to heal or it did not help. Problems stay the first parse's. */
function convertHealed(text: string, first: FirstParse): Module | undefined {
	try {
		const healed = heal(text);
		if (!healed) return undefined;
		const second = runParser(healed.text, computeLineStarts(healed.text));
		if (countProblems(second) > countProblems(first) + TOLERATED) return undefined;
		return convert(second, healed.toSource);
	} catch {
		return undefined;
	}
}

/** `f(a=g(), b, c)`, healed from `f(a=g( b, c)`, has a problem for each argument, but a good tree. */
function countProblems({ problems }: FirstParse): number {
	return problems.filter(({ message }) => !isMisplacedArgument(message)).length;
}

function convert(parse: FirstParse, at: (offset: number) => number): Module {
	const { text, results } = parse;
	const { tokens } = results.tokenizerOutput;
	const c: Conversion = {
		text,
		tokens,
		at,
		yieldParens: findYieldParens(tokens),
		expr: (node) => convertExpression(c, node),
		stmts: (nodes) => convertStatements(c, nodes),
	};
	return { type: "Module", body: c.stmts(results.parserOutput.parseTree.d.statements), start: 0, end: at(text.length) };
}

/** The parser's comments start after their `#`. */
function collectComments(tokens: TextRangeCollection<Token>): Comment[] {
	const comments: Comment[] = [];
	for (let i = 0; i < tokens.count; i++) {
		for (const { start, length, value } of tokens.getItemAt(i).comments ?? []) {
			comments.push({ text: value, start: start - 1, end: start + length });
		}
	}
	return comments;
}

/** Each step of the parser's nesting count is worth a quarter here: its limit of 256 becomes 1024. */
class QuarterDepths extends Map<number, number> {
	override set(node: number, depth: number): this {
		return super.set(node, depth - 0.75);
	}
}

/**
 * The parser drops an expression of more than 256 operators or trailers, because its checker recurses. Chains are
 * loops in our converters, and brackets still cost it stack: what is too deep ends in `parseFlattened`.
 */
function raiseDepthLimit(parser: Parser): void {
	const internals = parser as unknown as { _maxChildDepthMap?: Map<number, number> };
	if (internals._maxChildDepthMap) internals._maxChildDepthMap = new QuarterDepths();
}
