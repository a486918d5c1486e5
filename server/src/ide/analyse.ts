import type { RuleLevels } from "../../../shared/settings";
import { type Execution, executeProgram } from "../interpreter/create-machine";
import type { KerasConfiguration } from "../project/keras-configuration";
import type { Project } from "../project/project";
import { type Versions, worldOf } from "../project/world";
import { isStandardLibrary } from "../python/module-names";
import { findingsOf } from "../rules/report";
import type { Finding, SpecPolicy } from "../rules/rule";
import { tracedFunctionsOf } from "../rules/traced-functions";
import type { ParsedFile } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import type { Analysis, FileView, OtherFile } from "./analysis";
import { registry } from "./registry";
import { withLevels } from "./rule-levels";
import { withoutSuppressed } from "./suppressions";
import { withoutUnfinished } from "./unfinished";
import { unusedSuppressions } from "./unused-suppressions";

export interface AnalyseOptions {
	readonly versions: Versions;
	readonly specPolicy: SpecPolicy;
	/** Of the rules that have another level than their own. */
	readonly rules?: RuleLevels | undefined;
	/** What the machine says to Keras; default: nothing. */
	readonly configuration?: KerasConfiguration | undefined;
	/** Where the program's own modules are; without it, only libraries are imported. */
	readonly project?: Project | undefined;
	/** Trees that outlive one analysis; default: the text is parsed. */
	readonly parse?: ((path: string, text: string) => ParsedFile) | undefined;
	/** Whether to tell of imported files too (`others`); default: yes. */
	readonly keepOthers?: boolean | undefined;
	readonly now?: (() => number) | undefined;
	readonly maxSteps?: number | undefined;
	readonly maxMilliseconds?: number | undefined;
}

const MAX_STEPS = 3_000_000;
const MAX_MILLISECONDS = 20_000;

/** Text in, immutable analysis out. Never throws and always ends. */
export function analyse(path: string, text: string, options: AnalyseOptions): Analysis {
	const file = options.parse?.(path, text) ?? parsePython(text);
	const modules = options.project?.open(path, isLibrary);
	const execution = executeProgram(file.module, path, {
		world: worldOf(options.versions.keras),
		versions: options.versions,
		configuration: options.configuration,
		registry,
		modules,
		maxSteps: options.maxSteps ?? MAX_STEPS,
		maxMilliseconds: options.maxMilliseconds ?? MAX_MILLISECONDS,
		now: options.now ?? (() => performance.now()),
	});
	const { specPolicy, rules } = options;
	const fileOf = (where: string): ParsedFile | undefined => (where === path ? file : modules?.fileAt(where));
	const findings = findingsOf(path, execution.events, (where) => {
		const found = fileOf(where);
		return found && { specPolicy, text: found.text };
	});
	const isComplete = file.problems.length === 0 && !execution.exhausted && execution.crashes.length === 0;
	const own = findings.filter((finding) => finding.origin.path === path);
	const unused = unusedSuppressions({ path, file, findings: own, isComplete, specPolicy });
	return {
		path,
		file,
		versions: options.versions,
		...viewOf(path, file, execution, inOrder([...findings, ...unused]), rules),
		others: options.keepOthers === false ? new Map() : othersOf(path, fileOf, execution, findings),
		dependencies: modules?.dependencies ?? new Set(),
		tracedFunctions: [...tracedFunctionsOf(execution.events).values()].filter(({ origin }) => origin.path === path),
		models: execution.models.filter((model) => model.origin.path === path),
		calls: execution.observations.calls.all(),
		imported: importedOf(path, fileOf, execution),
		contexts: execution.observations.contexts,
		exhausted: execution.exhausted,
		crashes: execution.crashes,
		steps: execution.steps,
		statistics: execution.statistics,
	};
}

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
	[...findings].sort((a, b) => a.origin.start - b.origin.start || a.origin.end - b.origin.end);

/** Whether a top-level name is Python's own, or that of a library which is modelled. */
const isLibrary = (name: string): boolean => registry.isModule(name) || isStandardLibrary(name);

function viewOf(
	path: string,
	file: ParsedFile,
	execution: Execution,
	findings: readonly Finding[],
	rules?: RuleLevels,
): FileView {
	const own = findings.filter((finding) => finding.origin.path === path);
	return {
		observations: execution.observations.of(path),
		unknowns: execution.observations.unknownsOf(path),
		sizes: execution.observations.sizesOf(path),
		// A comment that hides what is off anyway has still something to hide.
		findings: withLevels(withoutSuppressed(withoutUnfinished(own, file, path), file, path), rules),
	};
}

const importedOf = (
	path: string,
	fileOf: (path: string) => ParsedFile | undefined,
	{ observations }: Execution,
): ReadonlyMap<string, ParsedFile> =>
	new Map(
		observations.paths().flatMap((where) => {
			const file = where === path ? undefined : fileOf(where);
			return file ? [[where, file] as const] : [];
		}),
	);

function othersOf(
	path: string,
	fileOf: (path: string) => ParsedFile | undefined,
	execution: Execution,
	findings: readonly Finding[],
): ReadonlyMap<string, OtherFile> {
	return new Map(
		execution.observations.paths().flatMap((where) => {
			const file = where === path ? undefined : fileOf(where);
			return file ? [[where, { path: where, file, ...viewOf(where, file, execution, findings) }]] : [];
		}),
	);
}
