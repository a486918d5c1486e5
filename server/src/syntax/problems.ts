import type { DiagnosticSink } from "@zzzen/pyright-internal/dist/common/diagnosticSink";
import { LocMessage } from "@zzzen/pyright-internal/dist/localization/localize";
import type { Comment, SyntaxProblem } from "./ast";
import { positionToOffset } from "./positions";

/*
 * The parser also makes checks that Python makes only after parsing, or not at all. They are told apart by their
 * message, because a diagnostic of the parser carries nothing else.
 */

const PLAIN = [
	"breakInExceptionGroup",
	"breakOutsideLoop",
	"casePatternIsIrrefutable",
	"continueInExceptionGroup",
	"continueOutsideLoop",
	"duplicateCatchAll",
	"duplicateStarPattern",
	"duplicateUnpack",
	"finallyBreak",
	"finallyContinue",
	"finallyReturn",
	"namedExceptAfterCatchAll",
	"orPatternIrrefutable",
	"returnInExceptionGroup",
	"returnOutsideFunction",
	"walrusNotAllowedInComprehension",
] as const satisfies readonly (keyof typeof LocMessage)[];

const STARTING = ["orPatternMissingName"] as const satisfies readonly (keyof typeof LocMessage)[];

function escapeRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The template's placeholders stand for any text. */
function templatePattern(template: string): string {
	return template
		.split(/\{[A-Za-z]+\}/)
		.map(escapeRegExp)
		.join("[\\s\\S]*");
}

function makeSemanticPattern(): RegExp {
	const plain = PLAIN.map((key) => escapeRegExp(LocMessage[key]()));
	const starting = STARTING.map((key) => `${escapeRegExp(LocMessage[key]())}[\\s\\S]*`);
	const templates = [LocMessage.duplicateParam(), LocMessage.duplicateCapturePatternTarget()];
	const formatted = templates.map((template) => templatePattern(template.getFormatString()));
	return new RegExp(`^(?:${[...plain, ...starting, ...formatted].join("|")})$`);
}

let semanticPattern: RegExp | undefined;

export function isSemanticMessage(message: string): boolean {
	semanticPattern ??= makeSemanticPattern();
	return semanticPattern.test(message);
}

/** A positional argument after a keyword one. */
export function isMisplacedArgument(message: string): boolean {
	return message === LocMessage.positionArgAfterNamedArg();
}

function isInComment(comments: readonly Comment[], offset: number): boolean {
	let low = 0;
	let high = comments.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((comments[middle]?.end ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	return (comments[low]?.start ?? Number.POSITIVE_INFINITY) <= offset;
}

/** What Python's own parser would refuse too. Type comments are parsed as well, and their errors are not Python's. */
export function syntaxProblems(
	sink: DiagnosticSink,
	lineStarts: readonly number[],
	comments: readonly Comment[],
): SyntaxProblem[] {
	const problems: SyntaxProblem[] = [];
	for (const { message, range } of sink.fetchAndClear()) {
		if (isSemanticMessage(message)) continue;
		const start = positionToOffset(lineStarts, range.start);
		if (!isInComment(comments, start)) problems.push({ message, start, end: positionToOffset(lineStarts, range.end) });
	}
	return problems;
}
