import type { Edit, Finding } from "../rules/rule";
import type { Analysis } from "./analysis";
import { ignoreEdit, ignoreFileEdit } from "./write-suppression";

export interface Action {
	readonly title: string;
	readonly kind: "quickfix" | "refactor" | "refactor.rewrite" | "source.fixAll.keraspec";
	/** Whether it certainly does what the author meant. */
	readonly preferred: boolean;
	readonly edits: readonly Edit[];
	/** A text for the clipboard, of an action that changes nothing. */
	readonly copies?: string;
	/** The findings that it ends. */
	readonly findings: readonly Finding[];
}

/** A rewrite that nothing is wrong without. */
export const rewrite = (title: string, edits: readonly Edit[]): Action => ({
	title,
	kind: "refactor.rewrite",
	preferred: false,
	edits,
	findings: [],
});

const findingsIn = (analysis: Analysis, start: number, end: number): readonly Finding[] =>
	analysis.findings.filter(({ origin }) => origin.path === analysis.path && origin.start <= end && start <= origin.end);

/** What can be done about the findings that touch the range: their fixes first, then to ignore them. */
export function quickFixes(analysis: Analysis, start: number, end: number): readonly Action[] {
	const findings = findingsIn(analysis, start, end);
	return [
		...findings.flatMap(fixesOf),
		...findings.flatMap((finding) => ignoreOnLine(finding, analysis)),
		...[...new Map(findings.map((finding) => [finding.code, finding])).values()].flatMap((finding) =>
			ignoreInFile(finding, analysis),
		),
	];
}

/** What can be done about one finding. */
export const actionsOf = (finding: Finding, analysis: Analysis): readonly Action[] => [
	...fixesOf(finding),
	...ignoreOnLine(finding, analysis),
	...ignoreInFile(finding, analysis),
];

/** A fix is preferred when it is safe, and the only one that is. */
function fixesOf(finding: Finding): readonly Action[] {
	const only = finding.fixes.filter((fix) => fix.safe).length === 1;
	return finding.fixes.map(({ title, safe, edits }) => action(title, edits, finding, safe && only));
}

const ignoreOnLine = (finding: Finding, { file }: Analysis): readonly Action[] =>
	ignoring(`Ignore ${finding.code} on this line`, ignoreEdit(finding, file), finding);

const ignoreInFile = (finding: Finding, { file }: Analysis): readonly Action[] =>
	ignoring(`Ignore ${finding.code} in this file`, ignoreFileEdit(finding.code, file), finding);

/** A comment that hides nothing is not hidden by another one. */
const ignoring = (title: string, edit: Edit | undefined, finding: Finding): readonly Action[] =>
	edit && finding.code !== "unused-suppression" ? [action(title, [edit], finding, false)] : [];

const action = (title: string, edits: readonly Edit[], finding: Finding, preferred: boolean): Action => ({
	title,
	kind: "quickfix",
	preferred,
	edits,
	findings: [finding],
});
