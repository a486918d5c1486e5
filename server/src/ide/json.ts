import {
	type Dim,
	type DType,
	isNone,
	isStatic,
	joinSpecs,
	type Shape,
	type Snapshot,
	type SnapshotKind,
	type Spec,
} from "../domain";
import type { Observation } from "../interpreter/observations";
import type { Finding, Severity } from "../rules/rule";
import type { Analysis } from "./analysis";
import { type Locate, locateIn, type Place } from "./locate";

/** The machine-readable output. Its shape is stable: a field is only ever added, until `version` changes. */
export const JSON_VERSION = 1;

export type JsonDim = number | null | "?";
/** `null`: TensorFlow itself says unknown rank. */
export type JsonShape = readonly JsonDim[] | null | "?";

export interface JsonSpec {
	readonly shape: JsonShape;
	readonly dtype: string;
	readonly items?: JsonItems;
}

export interface JsonItem extends JsonSpec {
	readonly kind: SnapshotKind;
}

export type JsonItems = readonly JsonItem[] | Readonly<Record<string, JsonItem>>;

export interface JsonRange {
	/** The notebook's cell, counted from 0. */
	readonly cell?: number;
	readonly start: Place["start"];
	readonly end: Place["end"];
}

export interface JsonValue extends JsonItem {
	readonly range: JsonRange;
	readonly text: string;
	readonly seen: readonly JsonSpec[];
	readonly contexts: number;
}

export interface JsonFinding {
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	readonly exception: string | null;
	readonly range: JsonRange;
	readonly related: readonly { readonly path: string; readonly range: JsonRange; readonly message: string }[];
	readonly fixes: readonly {
		readonly title: string;
		readonly safe: boolean;
		readonly edits: readonly { readonly range: JsonRange; readonly newText: string }[];
	}[];
}

export interface JsonWorld {
	readonly keras: string;
	readonly tensorflow: string;
	/** `default`, `settings` (flags too), `pyproject`, `environment`, `lock` or `requirements`. */
	readonly source: string;
	/** The file or folder that said it. */
	readonly from?: string;
}

export interface JsonFile {
	readonly path: string;
	readonly world: JsonWorld;
	readonly values?: readonly JsonValue[];
	readonly findings: readonly JsonFinding[];
	/** Present when it was asked for. */
	readonly statistics?: JsonStatistics;
	/** Present when the text is not Python; what could be read of it is analysed all the same. */
	readonly syntax_errors?: readonly { readonly message: string; readonly range: JsonRange }[];
}

/** How a file was followed: what it cost, and where it could not be followed. */
export interface JsonStatistics {
	readonly steps: number;
	readonly contexts: number;
	readonly undecided_branches: number;
	readonly undecided_loops: number;
	/** Calls that were not followed, by reason, the most frequent first. */
	readonly not_followed: Readonly<Record<string, number>>;
	readonly exhausted: Readonly<Record<string, number>>;
}

const byCount = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
	Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));

export const jsonOfStatistics = ({ statistics }: Analysis): JsonStatistics => ({
	steps: statistics.steps,
	contexts: statistics.contexts,
	undecided_branches: statistics.undecidedBranches,
	undecided_loops: statistics.undecidedLoops,
	not_followed: byCount(statistics.notFollowed),
	exhausted: byCount(statistics.exhausted),
});

export interface JsonOptions {
	/** With the spec of every expression. */
	readonly values: boolean;
	/** With the statistics of the analysis. */
	readonly statistics?: boolean | undefined;
	/** Default: offsets of one plain file. */
	readonly locate?: Locate | undefined;
	/** For places in other files of the project. */
	readonly locateElsewhere?: ((path: string) => Locate | undefined) | undefined;
}

export function jsonOfAnalysis(analysis: Analysis, options: JsonOptions): JsonFile {
	const locate = options.locate ?? locateIn(analysis.file);
	const { keras, tensorflow, source, from } = analysis.versions;
	const { problems } = analysis.file;
	return {
		path: slashes(analysis.path),
		world: { keras, tensorflow, source, ...(from === undefined ? {} : { from: slashes(from) }) },
		...(options.values ? { values: analysis.observations.map((each) => jsonOfValue(each, analysis, locate)) } : {}),
		...(options.statistics ? { statistics: jsonOfStatistics(analysis) } : {}),
		findings: analysis.findings.map((finding) => jsonOfFinding(finding, analysis, locate, options)),
		...(problems.length > 0
			? { syntax_errors: problems.map(({ message, start, end }) => ({ message, range: locate(start, end) })) }
			: {}),
	};
}

export const slashes = (path: string): string => path.replaceAll("\\", "/");

export const jsonDim = (dim: Dim): JsonDim => (isStatic(dim) ? dim : isNone(dim) ? null : "?");

export function jsonShape(shape: Shape): JsonShape {
	if (shape.kind === "ranked") return shape.dims.map(jsonDim);
	return shape.kind === "unknown-rank" ? null : "?";
}

const jsonDType = (dtype: DType): string => (typeof dtype === "string" ? dtype : "?");

const UNKNOWN = { shape: "?", dtype: "?" } as const;

export const jsonSpec = (spec: Spec | undefined): { shape: JsonShape; dtype: string } =>
	spec ? { shape: jsonShape(spec.shape), dtype: jsonDType(spec.dtype) } : UNKNOWN;

type Items = NonNullable<Snapshot["items"]>;

const isSequence = (items: Items): items is readonly Snapshot[] => Array.isArray(items);

export function jsonItem({ kind, spec, items }: Snapshot): JsonItem {
	return { kind, ...jsonSpec(spec), ...(items ? { items: jsonItems(items) } : {}) };
}

function jsonItems(items: Items): JsonItems {
	if (isSequence(items)) return items.map(jsonItem);
	return Object.fromEntries(Object.entries(items).map(([key, item]) => [key, jsonItem(item)]));
}

function jsonOfValue(observation: Observation, analysis: Analysis, locate: Locate): JsonValue {
	const { start, end, seen, contexts } = observation;
	const { kind, ...joined } = jsonItem(joinObservation(observation));
	return {
		range: locate(start, end),
		text: analysis.file.text.slice(start, end),
		kind,
		...joined,
		seen: distinct(
			seen.map(({ spec, items }) => ({ ...jsonSpec(spec), ...(items ? { items: jsonItems(items) } : {}) })),
		),
		contexts: contexts.size,
	};
}

/** Two snapshots may differ in their kind only. */
function distinct(specs: readonly JsonSpec[]): readonly JsonSpec[] {
	return [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
}

/** What holds of a place in all of its evaluations, also of those that we do not know and of those beyond the limit. */
function joinObservation({ seen, joined, vague }: Observation): Snapshot {
	const all = joinSnapshots(seen);
	return vague ? { kind: all.kind } : { ...all, spec: joined };
}

/** What holds of all snapshots of one place. */
export function joinSnapshots(seen: readonly Snapshot[]): Snapshot {
	const [first, ...rest] = seen;
	return rest.reduce(joinTwo, first ?? { kind: "tuple" });
}

function joinTwo(a: Snapshot, b: Snapshot): Snapshot {
	const spec = a.spec && b.spec && joinSpecs(a.spec, b.spec);
	return { kind: a.kind, spec, items: joinItems(a.items, b.items) };
}

function joinItems(a: Snapshot["items"], b: Snapshot["items"]): Snapshot["items"] {
	if (!a || !b) return undefined;
	if (isSequence(a) && isSequence(b)) {
		return a.length === b.length ? a.map((item, index) => joinTwo(item, b[index] as Snapshot)) : undefined;
	}
	if (isSequence(a) || isSequence(b)) return undefined;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length || !keys.every((key) => key in b)) return undefined;
	return Object.fromEntries(keys.map((key) => [key, joinTwo(a[key] as Snapshot, b[key] as Snapshot)]));
}

function jsonOfFinding(finding: Finding, analysis: Analysis, locate: Locate, options: JsonOptions): JsonFinding {
	const { code, severity, message, exception, origin, related, fixes } = finding;
	const locateOf = (path: string): Locate | undefined =>
		path === analysis.path ? locate : options.locateElsewhere?.(path);
	return {
		code,
		severity,
		message,
		exception: exception ?? null,
		range: locate(origin.start, origin.end),
		related: related.flatMap((each) => {
			const range = locateOf(each.origin.path)?.(each.origin.start, each.origin.end);
			return range ? [{ path: slashes(each.origin.path), range, message: each.message }] : [];
		}),
		fixes: fixes.map(({ title, safe, edits }) => ({
			title,
			safe,
			edits: edits.map(({ start, end, newText }) => ({ range: locate(start, end), newText })),
		})),
	};
}
