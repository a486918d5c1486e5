import type { Comment, Module, ParsedFile, SyntaxProblem } from "./ast";
import { type Blank, blankOut, deepBrackets, unparsablePieces } from "./flatten";
import { heal } from "./heal";
import { convertModule, type RawParse, runParser } from "./parser";
import { computeLineStarts } from "./positions";
import { isMisplacedArgument } from "./problems";

/** Parses any text, however broken. Never throws. */
export function parsePython(text: string): ParsedFile {
	const lineStarts = computeLineStarts(text);
	try {
		return parseText(text, lineStarts);
	} catch (error) {
		return error instanceof RangeError ? parseShallow(text, lineStarts) : unreadable(text, lineStarts, `${error}`);
	}
}

function unreadable(text: string, lineStarts: readonly number[], message: string): ParsedFile {
	const end = text.length;
	const module: Module = { type: "Module", body: [], start: 0, end };
	return { text, module, comments: [], problems: [{ message, start: 0, end }], lineStarts };
}

/** Problems are those of the text as it stands; the tree and the comments are of the healed one, if healing helps. */
function parseText(text: string, lineStarts: readonly number[]): ParsedFile {
	const first = runParser(text, lineStarts);
	const healed = first.problems.length > 0 ? parseHealed(text, first) : undefined;
	const { module, comments } = healed ?? { module: convertModule(first, (offset) => offset), comments: first.comments };
	return { text, module, comments, problems: first.problems, lineStarts };
}

/** A healed parse may report a little more than the first one, because healing lets it see more of the file. */
const TOLERATED = 2;

function parseHealed(text: string, first: RawParse): { module: Module; comments: readonly Comment[] } | undefined {
	try {
		const healed = heal(text);
		if (!healed) return undefined;
		const second = runParser(healed.text, computeLineStarts(healed.text));
		if (countProblems(second) > countProblems(first) + TOLERATED) return undefined;
		const comments = second.comments.map((comment) => ({
			text: comment.text,
			start: healed.toSource(comment.start),
			end: healed.toSource(comment.end),
		}));
		return { module: convertModule(second, healed.toSource), comments };
	} catch {
		return undefined;
	}
}

/** `f(a=g(), b, c)`, healed from `f(a=g( b, c)`, has a problem for each argument, but a good tree. */
function countProblems({ problems }: RawParse): number {
	return problems.filter(({ message }) => !isMisplacedArgument(message)).length;
}

/** CPython refuses brackets that are nested deeper than this. */
const MAX_NESTING = 200;

/** What overflows the stack is a bracket or a statement or two: without them, the rest of the file can be read. */
function parseShallow(text: string, lineStarts: readonly number[]): ParsedFile {
	const attempts: readonly ((text: string) => Blank[])[] = [
		() => deepBrackets(text, MAX_NESTING),
		() => unparsablePieces(text, canParse),
	];
	for (const findBlanks of attempts) {
		try {
			const blanks = findBlanks(text);
			if (blanks.length === 0) continue;
			const parsed = parseText(blankOut(text, blanks), lineStarts);
			return { ...parsed, text, problems: withNestingProblems(parsed.problems, blanks) };
		} catch (error) {
			if (!(error instanceof RangeError)) return unreadable(text, lineStarts, `${error}`);
		}
	}
	return unreadable(text, lineStarts, "Too deeply nested to be read");
}

function canParse(part: string): boolean {
	try {
		parseText(part, computeLineStarts(part));
		return true;
	} catch {
		return false;
	}
}

function withNestingProblems(problems: readonly SyntaxProblem[], blanks: readonly Blank[]): SyntaxProblem[] {
	const deep = blanks.map(({ start, end }) => ({ message: "Too deeply nested to be read", start, end }));
	return [...problems, ...deep].sort((a, b) => a.start - b.start);
}
