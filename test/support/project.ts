import { printSpec } from "../../server/src/domain";
import { analyse } from "../../server/src/ide/analyse";
import type { Analysis, FileView, OtherFile } from "../../server/src/ide/analysis";
import { createProject } from "../../server/src/project/project";
import { memoryFiles } from "../../server/src/project/source-files";
import { resolveVersions } from "../../server/src/project/world";

export interface ProjectSetup {
	readonly roots?: readonly string[];
	readonly follow?: readonly string[];
	readonly packageRoots?: readonly string[];
	readonly keras?: string;
}

/** Analyses one file of a project in memory; `keras` and `np` are imported for it. */
export function analyseProject(
	files: Readonly<Record<string, string>>,
	path: string,
	setup: ProjectSetup = {},
): Analysis {
	const texts = Object.fromEntries(Object.entries(files).map(([each, text]) => [each, HEAD + text]));
	const project = createProject({ files: memoryFiles(texts), ...setup });
	const analysis = analyse(path, texts[path] ?? "", {
		versions: resolveVersions(setup.keras),
		specPolicy: "tensorflow",
		project,
	});
	if (analysis.crashes[0] !== undefined) throw new Error(analysis.crashes[0]);
	return analysis;
}

const HEAD = "import keras\n";

/** What an expression was in all its evaluations: printed specs with arrows between them; `?` when it is not known. */
export function specOf(analysis: Analysis | OtherFile, expression: string): string {
	const { observations, unknowns }: FileView = analysis;
	const textOf = ({ start, end }: { start: number; end: number }) => analysis.file.text.slice(start, end);
	const known = observations.findLast((each) => textOf(each) === expression);
	if (known) return known.seen.map(({ spec, kind }) => (spec ? printSpec(spec) : kind)).join(" -> ");
	const unknown = unknowns.findLast((each) => textOf(each) === expression);
	return unknown ? `? ${unknown.why.text}` : "not seen";
}
