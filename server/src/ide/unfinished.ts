import type { Finding } from "../rules/rule";
import type { ParsedFile } from "../syntax/ast";
import { offsetToPosition } from "../syntax/positions";

/** Leaves out findings on lines that are not Python yet: half a call says nothing about the whole one. */
export function withoutUnfinished(findings: readonly Finding[], file: ParsedFile, path: string): readonly Finding[] {
	if (file.problems.length === 0) return findings;
	const lines = ({ start, end }: { readonly start: number; readonly end: number }): readonly [number, number] => [
		offsetToPosition(file.lineStarts, start).line,
		offsetToPosition(file.lineStarts, Math.max(start, end - 1)).line,
	];
	const broken = file.problems.map(lines);
	return findings.filter((finding) => {
		if (finding.origin.path !== path) return true;
		const [first, last] = lines(finding.origin);
		return !broken.some(([from, to]) => from <= last && first <= to);
	});
}
