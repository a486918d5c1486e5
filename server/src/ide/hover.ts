import type { Dim, Origin, Reason, Snapshot, SnapshotDetail, Spec } from "../domain";
import type { Observation } from "../interpreter/observations";
import type { Analysis } from "./analysis";
import { functionHoverAt } from "./hover-function";
import { nodesAt, type SyntaxNode } from "./nodes";
import { placesOf } from "./places";
import { printArrow, printSnapshot } from "./print";

export interface HoverNote {
	readonly text: string;
	readonly origin?: Origin | undefined;
}

/** Plain data: the lines of a Python code block, and below it one note for each `None` and `?`. */
export interface Hover {
	readonly start: number;
	readonly end: number;
	readonly code: readonly string[];
	readonly notes: readonly HoverNote[];
}

const MAX_SPECS = 4;
const MAX_NOTES = 8;

/** What the expression at the offset evaluates to; absent where nothing is known that concerns Keras. */
export function hoverAt(analysis: Analysis, offset: number): Hover | undefined {
	const node = hoveredNode(analysis, offset);
	const hover = node && hoverOf(analysis, node);
	const traced = functionHoverAt(analysis, offset);
	// The name of a function says what it takes; the call of it, what comes out.
	if (!traced) return hover;
	return { ...traced, code: [...traced.code, ...(hover?.code ?? [])], notes: hover?.notes ?? [] };
}

/** As `hoverAt`, for the expression that spans exactly this place. */
export function hoverOfPlace(
	analysis: Analysis,
	place: { readonly start: number; readonly end: number },
): Hover | undefined {
	const node = nodesAt(analysis.file.module, place.start).find(
		({ start, end }) => start === place.start && end === place.end,
	);
	return node && hoverOf(analysis, node);
}

/** What is known about one expression or assigned target. */
export function hoverOf(analysis: Analysis, node: SyntaxNode): Hover | undefined {
	const places = placesOf(analysis);
	const observation = places.observation(node);
	if (!observation) return hoverUnknown(analysis, node);
	const last = observation.seen.at(-1) as Snapshot;
	const code =
		last.kind === "Layer" || last.kind === "Model"
			? layerLines(last, label(node, analysis), layerCalls(analysis, last))
			: valueLines(analysis, observation, node);
	const specs = last.kind === "Layer" ? callSpecs(layerCalls(analysis, last)) : observation.seen.flatMap(specsOf);
	return { start: node.start, end: node.end, code, notes: [...dimNotes(specs), ...budgetNote(analysis)] };
}

/**
 * The innermost expression that has something to show. From a word in `layers.Dense(10)(x)` we climb to the call of
 * which it is the function, and never from an argument to the call around it.
 */
function hoveredNode(analysis: Analysis, offset: number): SyntaxNode | undefined {
	const places = placesOf(analysis);
	const path = [...nodesAt(analysis.file.module, offset)].reverse();
	let child: SyntaxNode | undefined;
	for (const node of path) {
		if (child && !isHead(child, node)) return undefined;
		if (places.observation(node) ?? places.unknown(node)) return node;
		child = node;
	}
	return undefined;
}

/** Whether the child is what its parent is about: `a` of `a.b`, `f` of `f(…)`, the target of an assignment. */
function isHead(child: SyntaxNode, parent: SyntaxNode): boolean {
	if (parent.type === "Call") return parent.func === child;
	return parent.type === "Attribute" && parent.value === child;
}

/** `x: ` for what has a name. */
function label(node: SyntaxNode, analysis: Analysis): string {
	if (node.type !== "Name" && node.type !== "Attribute" && node.type !== "arg") return "";
	const text = node.type === "arg" ? node.arg : analysis.file.text.slice(node.start, node.end);
	return /^[\w.]{1,60}$/u.test(text) ? `${text}: ` : "";
}

// -------------------------------------------------------------------- tensors

function valueLines(analysis: Analysis, observation: Observation, node: SyntaxNode): readonly string[] {
	const { seen } = observation;
	const last = seen.at(-1) as Snapshot;
	if (isLayerCall(analysis, node) && seen.every((each) => each.detail?.inputs?.length)) {
		const lines = seen.map(({ detail }) => `${title(detail)}: ${printArrow(detail?.inputs, detail?.outputs)}`);
		return [...limited(lines), ...paramsLine(seen.map((each) => each.detail?.params))];
	}
	const specs = abbreviated([...new Set(seen.map((each) => printSnapshot(each)))]);
	const isNamed = last.kind !== "Dataset" && seen.every((each) => each.kind === last.kind);
	const kind = !last.items && isNamed ? `${last.kind} ` : "";
	return [`${label(node, analysis)}${kind}${specs.join(" -> ")}`, ...madeLine(seen)];
}

/** `layers.Dense(10)(x)`, not a call of the user's function that ends in a layer. */
function isLayerCall(analysis: Analysis, node: SyntaxNode): boolean {
	const called = node.type === "Call" ? placesOf(analysis).observation(node.func)?.seen.at(-1) : undefined;
	return called?.kind === "Layer" || called?.kind === "Model";
}

function madeLine(seen: readonly Snapshot[]): readonly string[] {
	const detail = seen.length === 1 ? seen[0]?.detail : undefined;
	if (!detail?.inputs?.length) return [];
	const size = detail.params ? `, ${params(detail.params)}` : "";
	return [`# ${title(detail)}: ${printArrow(detail.inputs, detail.outputs)}${size}`];
}

/** `Dense "dense_1"`. */
function title(detail: SnapshotDetail | undefined): string {
	const { className = "Layer", name } = detail ?? {};
	return name ? `${className} ${JSON.stringify(name)}` : className;
}

const params = (count: number): string => `${count.toLocaleString("en-US")} parameter${count === 1 ? "" : "s"}`;

/** Nothing when several layers are meant that differ. */
function paramsLine(counts: readonly (number | undefined)[]): readonly string[] {
	const [count, ...others] = new Set(counts);
	return count && others.length === 0 ? [`# ${params(count)}`] : [];
}

/** The first few and the last. */
function abbreviated(parts: readonly string[]): readonly string[] {
	return parts.length <= MAX_SPECS ? parts : [...parts.slice(0, MAX_SPECS - 1), "…", parts.at(-1) as string];
}

function limited(lines: readonly string[]): readonly string[] {
	const distinct = [...new Set(lines)];
	const rest = distinct.length - MAX_SPECS;
	return rest <= 0 ? distinct : [...distinct.slice(0, MAX_SPECS), `# and ${rest} more`];
}

// --------------------------------------------------------------------- layers

function layerCalls(analysis: Analysis, snapshot: Snapshot): readonly SnapshotDetail[] {
	const { origin } = snapshot.detail ?? {};
	return origin?.path === analysis.path ? placesOf(analysis).callsOf(origin) : [];
}

function layerLines(snapshot: Snapshot, prefix: string, calls: readonly SnapshotDetail[]): readonly string[] {
	const { detail, kind } = snapshot;
	const names = new Set(calls.map((call) => call.name));
	const head = names.size > 1 ? `${detail?.className} (${names.size} layers)` : title(detail);
	if (kind === "Model" && detail?.outputs) {
		return [prefix + head, printArrow(detail.inputs, detail.outputs), ...paramsLine([detail.params])];
	}
	const counts = calls.length > 0 ? calls.map((call) => call.params) : [detail?.params];
	return [prefix + head, ...limited(calls.map((call) => printArrow(call.inputs, call.outputs))), ...paramsLine(counts)];
}

const callSpecs = (calls: readonly SnapshotDetail[]): readonly Spec[] =>
	calls.flatMap(({ inputs, outputs }) => [...(inputs ?? []), ...(outputs ?? [])]);

// -------------------------------------------------------------------- reasons

function specsOf(snapshot: Snapshot): readonly Spec[] {
	const items = snapshot.items ? Object.values(snapshot.items).flatMap(specsOf) : [];
	if (snapshot.kind === "Model") return [...(snapshot.detail?.inputs ?? []), ...(snapshot.detail?.outputs ?? [])];
	const own = snapshot.spec && !snapshot.items ? [snapshot.spec] : [];
	return [...own, ...items, ...(snapshot.detail?.inputs ?? [])];
}

/** One note for each distinct reason, with the axes that it explains. */
function dimNotes(specs: readonly Spec[]): readonly HoverNote[] {
	const notes = new Map<string, { what: Set<string>; why: Reason }>();
	const add = (what: string, why: Reason): void => {
		const key = `${why.text}:${why.origin?.path}:${why.origin?.start}`;
		const note = notes.get(key) ?? { what: new Set<string>(), why };
		notes.set(key, note);
		note.what.add(what);
	};
	for (const { shape, dtype } of specs) {
		if (shape.kind === "ranked") for (const [axis, dim] of shape.dims.entries()) addDim(dim, axis, add);
		else add(shape.kind === "top" ? "shape ?" : "rank", shape.why);
		if (typeof dtype !== "string" && shape.kind !== "top") add("dtype ?", dtype.why);
	}
	return [...notes.values()].flatMap(({ what, why }) => reasonNotes([...what].join(", "), why)).slice(0, MAX_NOTES);
}

function addDim(dim: Dim, axis: number, add: (what: string, why: Reason) => void): void {
	if (typeof dim !== "number") add(`${dim.kind === "none" ? "None" : "?"} (axis ${axis})`, dim.why);
}

/** The reason and, below it, the chain of its causes. */
function reasonNotes(what: string, why: Reason): readonly HoverNote[] {
	const notes: HoverNote[] = [{ text: `${what}: ${why.text}`, origin: why.origin }];
	let said = why.text;
	for (let cause = why.cause; cause && notes.length < MAX_SPECS; cause = cause.cause) {
		if (cause.text !== said) notes.push({ text: `because: ${cause.text}`, origin: cause.origin });
		said = cause.text;
	}
	return notes;
}

const budgetNote = (analysis: Analysis): readonly HoverNote[] =>
	analysis.exhausted ? [{ text: `the file was not followed to its end: ${analysis.exhausted.text}` }] : [];

// -------------------------------------------------------------------- unknown

/** Silent about what has nothing to do with Keras: other tools show that. */
function hoverUnknown(analysis: Analysis, node: SyntaxNode): Hover | undefined {
	const unknown = placesOf(analysis).unknown(node);
	if (!unknown || !concernsKeras(analysis, node, unknown.why)) return undefined;
	return {
		start: node.start,
		end: node.end,
		code: [`${label(node, analysis)}?`],
		notes: [...reasonNotes("?", unknown.why), ...budgetNote(analysis)],
	};
}

const LIBRARY = /\b(?:keras|tensorflow|tf_keras|layer|model|tensor)\b/i;

function concernsKeras(analysis: Analysis, node: SyntaxNode, why: Reason): boolean {
	const holds = (start: number, end: number): boolean =>
		analysis.observations.some((each) => each.start >= start && each.end <= end);
	for (let reason: Reason | undefined = why; reason; reason = reason.cause) {
		if (LIBRARY.test(reason.text)) return true;
		if (reason.origin?.path === analysis.path && holds(reason.origin.start, reason.origin.end)) return true;
	}
	return holds(node.start, node.end);
}
