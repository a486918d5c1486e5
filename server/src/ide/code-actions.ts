import type { Edit, Finding } from "../rules/rule";
import type { Analysis } from "./analysis";
import { ignoreEdit } from "./suppressions";

export interface Action {
	readonly title: string;
	readonly kind: "quickfix" | "refactor.rewrite" | "source.fixAll.keraspec";
	/** Whether it certainly does what the author meant. */
	readonly preferred: boolean;
	readonly edits: readonly Edit[];
	/** The findings that it ends. */
	readonly findings: readonly Finding[];
}

const findingsIn = (analysis: Analysis, start: number, end: number): readonly Finding[] =>
	analysis.findings.filter(({ origin }) => origin.path === analysis.path && origin.start <= end && start <= origin.end);

/** What can be done about the findings that touch the range: their fixes first, then to ignore them. */
export function quickFixes(analysis: Analysis, start: number, end: number): readonly Action[] {
	const findings = findingsIn(analysis, start, end);
	const fixes = findings.flatMap((finding) => {
		const only = finding.fixes.filter((fix) => fix.safe).length === 1;
		return finding.fixes.map(
			({ title, safe, edits }): Action => ({
				title,
				kind: "quickfix",
				preferred: safe && only,
				edits,
				findings: [finding],
			}),
		);
	});
	return [...fixes, ...findings.flatMap((finding) => ignoreAction(finding, analysis))];
}

function ignoreAction(finding: Finding, analysis: Analysis): readonly Action[] {
	const edit = ignoreEdit(finding, analysis.file);
	if (!edit) return [];
	const title = `Ignore ${finding.code} on this line`;
	return [{ title, kind: "quickfix", preferred: false, edits: [edit], findings: [finding] }];
}

/** All safe fixes of the edits that are meant at once, save those that touch the same text; absent when there is none. */
export function fixAll(analysis: Analysis, isMeant: (edit: Edit) => boolean): Action | undefined {
	const edits: Edit[] = [];
	const findings: Finding[] = [];
	for (const finding of analysis.findings) {
		const fix = finding.fixes.find((each) => each.safe);
		if (!fix || finding.origin.path !== analysis.path || !fix.edits.every(isMeant)) continue;
		if (fix.edits.some((edit) => meetsAny(edit, edits))) continue;
		edits.push(...fix.edits);
		findings.push(finding);
	}
	if (findings.length === 0) return undefined;
	const title = "Fix all safely fixable Keraspec findings";
	return { title, kind: "source.fixAll.keraspec", preferred: false, edits, findings };
}

const meetsAny = (edit: Edit, others: readonly Edit[]): boolean =>
	others.some((other) => edit.start <= other.end && other.start <= edit.end);
