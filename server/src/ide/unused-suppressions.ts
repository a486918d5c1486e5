import { closest, didYouMean } from "../domain";
import { RULES } from "../rules/index.generated";
import type { Edit, Finding, Fix, SpecPolicy } from "../rules/rule";
import type { ParsedFile } from "../syntax/ast";
import { covers, type Suppression, suppressionsOf, type WrittenSuppression, writtenIn } from "./suppressions";

/** What was found in a file, and whether that is all there is to find. */
export interface Judged {
	readonly path: string;
	readonly file: ParsedFile;
	/** Those that are hidden, too. */
	readonly findings: readonly Finding[];
	/** Whether the program was followed to its end and is Python throughout. */
	readonly isComplete: boolean;
	readonly specPolicy: SpecPolicy;
}

const CODE = "unused-suppression";
const CODES: ReadonlySet<string> = new Set(RULES.map((rule) => rule.code));

/** Comments that hide nothing, and codes in them that are no rule's. */
export function unusedSuppressions(judged: Judged): readonly Finding[] {
	return suppressionsOf(judged.file).flatMap((suppression) => {
		const written = writtenIn(suppression, judged.file);
		return written ? unusedIn(suppression, written, judged) : [];
	});
}

interface Part {
	readonly message: string;
	readonly start: number;
	readonly end: number;
	readonly fixes: readonly Fix[];
	readonly isUnknown?: boolean;
}

function unusedIn(suppression: Suppression, written: WrittenSuppression, judged: Judged): readonly Finding[] {
	const where = suppression.wholeFile ? "in this file" : "on this line";
	const parts = (written.codes ?? []).flatMap((each): readonly Part[] => {
		if (!CODES.has(each.code)) return [unknownCode(each, written, suppression, judged.file)];
		if (!judged.isComplete || !isJudged(each.code, judged) || isUsed(suppression, each.code, judged)) return [];
		const fixes = [removal(`Remove ${each.code}, which hides nothing now`, each, written, suppression, judged.file)];
		return [{ ...each, message: `no ${each.code} ${where} to ignore`, fixes }];
	});
	const isIdle = written.codes === undefined && judged.isComplete && !isUsed(suppression, undefined, judged);
	const whole = isIdle
		? [
				{
					start: written.start,
					end: written.end,
					message: `nothing ${where} to ignore`,
					fixes: [withoutComment("Remove the comment, which hides nothing now", written, suppression, judged.file)],
				},
			]
		: [];
	return [...parts, ...whole].map((part) => toFinding(part, judged.path));
}

const toFinding = ({ message, start, end, fixes, isUnknown }: Part, path: string): Finding => ({
	code: CODE,
	severity: isUnknown ? "warning" : "hint",
	message,
	exception: undefined,
	origin: { path, start, end },
	related: [],
	fixes,
});

/** Codes that this analysis would not tell of: another policy asks for them, or it is this one. */
const isJudged = (code: string, { specPolicy }: Judged): boolean =>
	code !== CODE && (code !== "partial-tensorspec" || specPolicy === "fully-defined");

const isUsed = (suppression: Suppression, code: string | undefined, { findings, file }: Judged): boolean =>
	findings.some((each) => (code === undefined || each.code === code) && covers(suppression, each, file));

type WrittenCode = NonNullable<WrittenSuppression["codes"]>[number];

function unknownCode(each: WrittenCode, written: WrittenSuppression, suppression: Suppression, file: ParsedFile): Part {
	const { code, start, end } = each;
	const meant = closest(code, [...CODES]);
	const rename = meant ? [{ title: `Write ${meant}`, safe: false, edits: [{ start, end, newText: meant }] }] : [];
	const remove = removal(`Remove ${code}, which is no rule's code`, each, written, suppression, file);
	const message = `there is no rule ${code}${didYouMean(code, [...CODES])}`;
	return { start, end, message, fixes: [...rename, remove], isUnknown: true };
}

/** Takes one code out of the list, or the whole comment with the last one. */
function removal(
	title: string,
	{ start, end }: WrittenCode,
	written: WrittenSuppression,
	suppression: Suppression,
	file: ParsedFile,
): Fix {
	const codes = written.codes ?? [];
	if (codes.length <= 1) return withoutComment(title, written, suppression, file);
	const at = codes.findIndex((each) => each.start === start);
	const next = codes[at + 1];
	const edit: Edit = next
		? { start, end: next.start, newText: "" }
		: { start: codes[at - 1]?.end ?? start, end, newText: "" };
	return { title, safe: false, edits: [edit] };
}

/** A comment that has nothing else to say goes with the blanks before it, and with its line when that is empty then. */
function withoutComment(
	title: string,
	written: WrittenSuppression,
	{ comment, line }: Suppression,
	file: ParsedFile,
): Fix {
	const { text, lineStarts } = file;
	const isWhole = written.start === comment.start && written.end === comment.end;
	const isLast = written.end === comment.end;
	let { start } = written;
	const lineStart = lineStarts[line] ?? 0;
	while (isLast && start > lineStart && /[ \t]/.test(text[start - 1] ?? "")) start -= 1;
	const end = isWhole && start === lineStart ? (lineStarts[line + 1] ?? text.length) : written.end;
	return { title, safe: false, edits: [{ start, end, newText: "" }] };
}
