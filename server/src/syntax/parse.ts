import { DiagnosticSink } from "@zzzen/pyright-internal/dist/common/diagnosticSink";
import { pythonVersion3_15 } from "@zzzen/pyright-internal/dist/common/pythonVersion";
import type { TextRangeCollection } from "@zzzen/pyright-internal/dist/common/textRangeCollection";
import { type ParseFileResults, ParseOptions, Parser } from "@zzzen/pyright-internal/dist/parser/parser";
import type { Token } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Comment, Module, ParsedFile, SyntaxProblem } from "./ast";
import { type Conversion, findYieldParens } from "./convert/context";
import { convertExpression } from "./convert/expressions";
import { convertStatements } from "./convert/statements";
import { computeLineStarts } from "./positions";
import { syntaxProblems } from "./problems";

/** Parses any text, however broken. Never throws. */
export function parsePython(text: string): ParsedFile {
	const lineStarts = computeLineStarts(text);
	try {
		return parseText(text, lineStarts);
	} catch (error) {
		const message = error instanceof RangeError ? "Too deeply nested to be parsed" : `Cannot be parsed: ${error}`;
		const problems: SyntaxProblem[] = [{ message, start: 0, end: text.length }];
		return { text, module: emptyModule(text), comments: [], problems, lineStarts };
	}
}

function emptyModule(text: string): Module {
	return { type: "Module", body: [], start: 0, end: text.length };
}

function parseText(text: string, lineStarts: readonly number[]): ParsedFile {
	const sink = new DiagnosticSink();
	const results = runParser(text, sink);
	const comments = collectComments(results.tokenizerOutput.tokens);
	const problems = syntaxProblems(sink, lineStarts, comments);
	return { text, module: convert(text, results, (offset) => offset), comments, problems, lineStarts };
}

function runParser(text: string, sink: DiagnosticSink): ParseFileResults {
	const options = new ParseOptions();
	options.pythonVersion = pythonVersion3_15;
	return new Parser().parseSourceFile(text, options, sink);
}

function convert(text: string, results: ParseFileResults, at: (offset: number) => number): Module {
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
