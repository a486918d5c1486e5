import type { Edit, Finding } from "../rules/rule";
import type { Analysis } from "./analysis";
import { applied } from "./apply-edits";
import type { Action } from "./code-actions";
import { editBetween } from "./stable-hints";

/** What is mended may show what was hidden behind it; more rounds than these are left to the next time. */
const MAX_ROUNDS = 10;
const MAX_MILLISECONDS = 3_000;

/**
 * All safe fixes of the edits that are meant; absent when there is none. With `analyseAgain`, for a whole document, also
 * those of the findings that are left then, until nothing is.
 */
export function fixAll(
	analysis: Analysis,
	isMeant: (edit: Edit) => boolean,
	analyseAgain?: ((text: string) => Analysis) | undefined,
): Action | undefined {
	const first = safeFixes(analysis, isMeant);
	if (first.findings.length === 0) return undefined;
	const { text } = analysis.file;
	const once = applied(text, first.edits);
	const whole = analyseAgain ? fixedFurther(once, analyseAgain) : once;
	const edits = whole === once ? first.edits : [oneEdit(text, whole)];
	const title = "Fix all safely fixable Keraspec findings";
	return { title, kind: "source.fixAll.keraspec", preferred: false, edits, findings: first.findings };
}

function fixedFurther(start: string, analyseAgain: (text: string) => Analysis): string {
	const end = performance.now() + MAX_MILLISECONDS;
	let text = start;
	for (let round = 1; round < MAX_ROUNDS && performance.now() < end; round += 1) {
		const { edits } = safeFixes(analyseAgain(text), () => true);
		const next = applied(text, edits);
		if (next === text) break;
		text = next;
	}
	return text;
}

interface SafeFixes {
	readonly edits: readonly Edit[];
	readonly findings: readonly Finding[];
}

/** Of fixes that touch the same text, the first one. */
function safeFixes(analysis: Analysis, isMeant: (edit: Edit) => boolean): SafeFixes {
	const edits: Edit[] = [];
	const findings: Finding[] = [];
	for (const finding of analysis.findings) {
		const fix = finding.fixes.find((each) => each.safe);
		if (!fix || finding.origin.path !== analysis.path || !fix.edits.every(isMeant)) continue;
		if (fix.edits.some((edit) => meetsAny(edit, edits))) continue;
		edits.push(...fix.edits);
		findings.push(finding);
	}
	return { edits, findings };
}

const meetsAny = (edit: Edit, others: readonly Edit[]): boolean =>
	others.some((other) => edit.start <= other.end && other.start <= edit.end);

function oneEdit(before: string, after: string): Edit {
	const { start, oldEnd, newEnd } = editBetween(before, after);
	return { start, end: oldEnd, newText: after.slice(start, newEnd) };
}
