import type { ModelSummary, Reason } from "../domain";
import type { Observation, Unknown } from "../interpreter/observations";
import type { Versions } from "../project/world";
import type { Finding } from "../rules/rule";
import type { ParsedFile } from "../syntax/ast";

export type { LayerSummary, ModelSummary } from "../domain";

/** All that is known about one file; immutable. Features only read it. */
export interface Analysis {
	readonly path: string;
	readonly file: ParsedFile;
	readonly versions: Versions;
	readonly observations: readonly Observation[];
	/** Places whose value is `?`, with the reason. */
	readonly unknowns: readonly Unknown[];
	readonly findings: readonly Finding[];
	/** What `model.summary()` prints, for every model that the file makes. */
	readonly models: readonly ModelSummary[];
	/** Why the program was not executed to its end, if it was not. */
	readonly exhausted: Reason | undefined;
	/** Stacks of faults of our own. */
	readonly crashes: readonly string[];
	readonly steps: number;
}
