import { executeProgram } from "../interpreter/create-machine";
import { type Versions, worldOf } from "../project/world";
import { findingsOf } from "../rules/report";
import type { SpecPolicy } from "../rules/rule";
import { parsePython } from "../syntax/parse";
import type { Analysis } from "./analysis";
import { registry } from "./registry";
import { withoutSuppressed } from "./suppressions";
import { withoutUnfinished } from "./unfinished";

export interface AnalyseOptions {
	readonly versions: Versions;
	readonly specPolicy: SpecPolicy;
	readonly now?: (() => number) | undefined;
	readonly maxSteps?: number | undefined;
	readonly maxMilliseconds?: number | undefined;
}

const MAX_STEPS = 3_000_000;
const MAX_MILLISECONDS = 20_000;

/** Text in, immutable analysis out. Never throws and always ends. */
export function analyse(path: string, text: string, options: AnalyseOptions): Analysis {
	const file = parsePython(text);
	const execution = executeProgram(file.module, path, {
		world: worldOf(options.versions.keras),
		versions: options.versions,
		registry,
		maxSteps: options.maxSteps ?? MAX_STEPS,
		maxMilliseconds: options.maxMilliseconds ?? MAX_MILLISECONDS,
		now: options.now ?? (() => performance.now()),
	});
	const context = { specPolicy: options.specPolicy, text };
	const findings = findingsOf(execution.events, (where) => (where === path ? context : undefined));
	return {
		path,
		file,
		versions: options.versions,
		observations: execution.observations.of(path),
		unknowns: execution.observations.unknownsOf(path),
		findings: withoutSuppressed(withoutUnfinished(findings, file, path), file, path),
		models: execution.models.filter((model) => model.origin.path === path),
		exhausted: execution.exhausted,
		crashes: execution.crashes,
		steps: execution.steps,
	};
}
