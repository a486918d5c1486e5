import type { ModelSummary, Reason } from "../domain";
import type { FunctionCalls } from "../interpreter/function-calls";
import type { ContextSite, Observation, SizePlace, Unknown } from "../interpreter/observations";
import type { Statistics } from "../interpreter/statistics";
import type { Versions } from "../project/world";
import type { Finding } from "../rules/rule";
import type { TracedFunction } from "../rules/traced-functions";
import type { ParsedFile } from "../syntax/ast";

export type { LayerSummary, ModelSummary } from "../domain";

/** What execution showed of one file. */
export interface FileView {
	readonly observations: readonly Observation[];
	/** Places whose value is `?`, with the reason. */
	readonly unknowns: readonly Unknown[];
	/** Places whose value is the size of some axis. */
	readonly sizes: readonly SizePlace[];
	readonly findings: readonly Finding[];
}

/** A file that was imported, and what was seen of it on the way. */
export interface OtherFile extends FileView {
	readonly path: string;
	readonly file: ParsedFile;
}

/** All that is known about one file; immutable. Features only read it. */
export interface Analysis extends FileView {
	readonly path: string;
	readonly file: ParsedFile;
	readonly versions: Versions;
	/** What `model.summary()` prints, for every model that the file makes. */
	readonly models: readonly ModelSummary[];
	/** The `tf.function`s of the file that are called, and the signatures that would fit. */
	readonly tracedFunctions: readonly TracedFunction[];
	/** The files that the program imported, by path. Nothing is said of definitions in them that were not called. */
	readonly others: ReadonlyMap<string, OtherFile>;
	/** Files and folders that imports looked for, found or not: the analysis holds as long as they stay as they are. */
	readonly dependencies: ReadonlySet<string>;
	/** What functions were called on, those of imported files too. */
	readonly calls: readonly FunctionCalls[];
	/** The imported files of which something was seen, by path. */
	readonly imported: ReadonlyMap<string, ParsedFile>;
	/** The calls that the contexts of observations stand for. */
	readonly contexts: ReadonlyMap<number, ContextSite>;
	/** Why the program was not executed to its end, if it was not. */
	readonly exhausted: Reason | undefined;
	/** Stacks of faults of our own. */
	readonly crashes: readonly string[];
	readonly steps: number;
	readonly statistics: Readonly<Statistics>;
}
