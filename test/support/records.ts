import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../server/src/domain";
import { analyse } from "../../server/src/ide/analyse";
import type { Analysis } from "../../server/src/ide/analysis";
import { resolveVersions } from "../../server/src/project/world";
import type { Finding, SpecPolicy } from "../../server/src/rules/rule";
import type { Stmt } from "../../server/src/syntax/ast";

const GOLDEN = join(__dirname, "..", "golden");

export const WORLDS: readonly World[] = ["keras2", "keras3"];
export const letterOf = (world: World): string => (world === "keras2" ? "a" : "b");

/** What ended a program of the oracle; lines count from 0. */
export interface RecordedRaise {
	readonly line: number;
	readonly exception: string;
	readonly message: string;
}

export const readRecord = <T>(...path: readonly string[]): T =>
	JSON.parse(readFileSync(join(GOLDEN, ...path), "utf8")) as T;

export function analyseIn(world: World, text: string, specPolicy: SpecPolicy = "tensorflow"): Analysis {
	const versions = resolveVersions(world === "keras2" ? "2.15.0" : undefined);
	return analyse("program.py", text, { versions, specPolicy });
}

/** Findings of what would be raised, in source order. */
export const errorsOf = (analysis: Analysis): readonly Finding[] =>
	analysis.findings.filter((finding) => finding.exception !== undefined);

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length - 1;

/** The innermost statement that starts on the line. */
function statementAt(body: readonly Stmt[], text: string, line: number): Stmt | undefined {
	let found: Stmt | undefined;
	const visit = (node: unknown): void => {
		if (typeof node !== "object" || node === null) return;
		const candidate = node as Partial<Stmt>;
		if (typeof candidate.type === "string" && typeof candidate.start === "number" && isStatement(candidate.type)) {
			if (lineOf(text, candidate.start) === line) found = node as Stmt;
		}
		for (const child of Object.values(node)) visit(child);
	};
	visit(body);
	return found;
}

const isStatement = (type: string): boolean =>
	/^(Assign|AnnAssign|AugAssign|Expr|Return|With|For|If|While)$/.test(type);

/** Whether the finding stands where real Python raised: on that line, or in the statement that begins there. */
export function standsAt(finding: Finding, analysis: Analysis, text: string, line: number): boolean {
	if (lineOf(text, finding.origin.start) === line) return true;
	const statement = statementAt(analysis.file.module.body, text, line);
	return statement !== undefined && finding.origin.start >= statement.start && finding.origin.end <= statement.end;
}

export function applyEdits(
	text: string,
	edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[],
): string {
	return [...edits]
		.sort((a, b) => b.start - a.start)
		.reduce((current, { start, end, newText }) => current.slice(0, start) + newText + current.slice(end), text);
}
