import type { Snapshot, SnapshotKind } from "../domain";
import { printTensorSpec } from "../rules/write-signature";
import type { Analysis } from "./analysis";
import type { Action } from "./code-actions";
import { importNames, writtenName } from "./import-names";
import { nodesAt } from "./nodes";
import { placesOf } from "./places";

const TENSORS: ReadonlySet<SnapshotKind> = new Set(["KerasTensor", "Tensor", "ndarray", "Variable", "TypeSpec"]);
const MAX_SPECS = 3;

/** The spec of the innermost tensor that is written around the range, in code; one action for each that it has been. */
export function copySpec(analysis: Analysis, start: number, end: number): readonly Action[] {
	const module = writtenName(["tensorflow"], importNames(analysis.file.module)) ?? "tf";
	const around = nodesAt(analysis.file.module, start).filter((node) => node.end >= end);
	for (const node of around.reverse()) {
		const seen = placesOf(analysis).observation(node)?.seen ?? [];
		if (seen.length === 0 || !seen.every(({ kind, spec }) => spec && TENSORS.has(kind))) continue;
		const texts = new Set(seen.map((each) => printSeen(each, module, analysis)));
		const known = [...texts].filter((text) => text !== undefined);
		return known.length > MAX_SPECS ? [] : known.map(copying);
	}
	return [];
}

const copying = (text: string): Action => ({
	title: `Copy ${text}`,
	kind: "refactor",
	preferred: false,
	edits: [],
	copies: text,
	findings: [],
});

function printSeen({ spec, detail }: Snapshot, module: string, { file, path }: Analysis): string | undefined {
	if (!spec) return undefined;
	const { className, name, origin } = detail ?? {};
	const made = origin?.path === path ? file.text.slice(origin.start, origin.end) : "";
	const isNamed = className === "InputLayer" && /\bname\s*=/.test(made);
	return printTensorSpec({ kind: "typespec", spec, derived: true, ...(isNamed && name ? { name } : {}) }, module);
}
