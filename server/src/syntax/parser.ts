import { DiagnosticSink } from "@zzzen/pyright-internal/dist/common/diagnosticSink";
import { pythonVersion3_15 } from "@zzzen/pyright-internal/dist/common/pythonVersion";
import type { TextRangeCollection } from "@zzzen/pyright-internal/dist/common/textRangeCollection";
import { type ParseFileResults, ParseOptions, Parser } from "@zzzen/pyright-internal/dist/parser/parser";
import type { Token } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Comment, Module, SyntaxProblem } from "./ast";
import { type Conversion, findYieldParens } from "./convert/context";
import { convertExpression } from "./convert/expressions";
import { convertStatements } from "./convert/statements";
import { syntaxProblems } from "./problems";

/** One run of pyright's parser, whose nodes are not converted yet. */
export interface RawParse {
	readonly text: string;
	readonly results: ParseFileResults;
	readonly comments: readonly Comment[];
	readonly problems: readonly SyntaxProblem[];
}

/** Throws RangeError when the text is nested too deeply for the stack. */
export function runParser(text: string, lineStarts: readonly number[]): RawParse {
	const options = new ParseOptions();
	options.pythonVersion = pythonVersion3_15;
	const parser = new Parser();
	raiseDepthLimit(parser);
	const sink = new DiagnosticSink();
	const results = parser.parseSourceFile(text, options, sink);
	const comments = collectComments(results.tokenizerOutput.tokens);
	return { text, results, comments, problems: syntaxProblems(sink, lineStarts, comments) };
}

/** Our tree of it; `at` carries offsets of the parsed text to the source. Throws RangeError like the parser. */
export function convertModule(parse: RawParse, at: (offset: number) => number): Module {
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
 * loops in our converters; whatever else nests so deeply overflows the stack, which `parsePython` survives.
 */
function raiseDepthLimit(parser: Parser): void {
	const internals = parser as unknown as { _maxChildDepthMap?: Map<number, number> };
	if (internals._maxChildDepthMap) internals._maxChildDepthMap = new QuarterDepths();
}
