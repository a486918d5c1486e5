import type { Reason, Snapshot, SnapshotDetail, Spec } from "../domain";
import type { Analysis } from "./analysis";
import { ruleUrl } from "./doc-links";
import { definitionHover } from "./hover-function";
import { callsOfLayer, layerLines, layerLink } from "./hover-layers";
import { budgetNote, reasonNotes, type Shown, specNotes, specsOf } from "./hover-notes";
import { type Hover, type HoverContext, hoverContext, label } from "./hover-parts";
import { sizeHover, writtenNoneHover } from "./hover-sizes";
import { isLayerCall, valueLines } from "./hover-values";
import { nodesAt, type SyntaxNode } from "./nodes";
import { placesOf } from "./places";

export type { Hover, HoverLink, HoverNote } from "./hover-parts";

/** What the expression at the offset evaluates to; absent where nothing is known that concerns Keras. */
export function hoverAt(analysis: Analysis, offset: number, nameLine?: (offset: number) => string): Hover | undefined {
	const context = hoverContext(analysis, nameLine);
	const node = hoveredNode(analysis, offset);
	const hover =
		definitionHover(context, offset) ?? writtenNoneHover(context, offset) ?? (node && hoverOf(context, node));
	return hover && withRule(hover, analysis);
}

/** As `hoverAt`, for the expression that spans exactly this place. */
export function hoverOfPlace(
	analysis: Analysis,
	place: { readonly start: number; readonly end: number },
	nameLine?: (offset: number) => string,
): Hover | undefined {
	const node = nodesAt(analysis.file.module, place.start).find(
		({ start, end }) => start === place.start && end === place.end,
	);
	const hover = node && hoverOf(hoverContext(analysis, nameLine), node);
	return hover && withRule(hover, analysis);
}

/** What is known about one expression or assigned target. */
function hoverOf(context: HoverContext, node: SyntaxNode): Hover | undefined {
	const { analysis } = context;
	const observation = placesOf(analysis).observation(node);
	if (!observation) return sizeHover(context, node) ?? hoverUnknown(analysis, node);
	const { start, end } = node;
	const last = observation.seen.at(-1) as Snapshot;
	const notes = (specs: readonly Shown[]) => [...specNotes(specs), ...budgetNote(analysis)];
	if (last.kind === "Layer" || last.kind === "Model") {
		const calls = callsOfLayer(analysis, last);
		const specs = last.kind === "Layer" ? callSpecs(calls) : observation.seen.flatMap(specsOf);
		const code = layerLines(last, label(node, analysis), calls);
		return { start, end, code, notes: notes(specs), link: layerLink(last.detail) };
	}
	const code = valueLines(context, observation, node);
	const link = isLayerCall(context, node) ? layerLink(last.detail) : undefined;
	return { start, end, code, notes: notes(observation.seen.flatMap(specsOf)), link };
}

const callSpecs = (calls: readonly SnapshotDetail[]): readonly Spec[] =>
	calls.flatMap(({ inputs, outputs }) => [...(inputs ?? []), ...(outputs ?? [])]);

/** Where a finding stands, its rule says more than the layer's page. */
function withRule(hover: Hover, { findings }: Analysis): Hover {
	const finding = findings.find(({ origin }) => origin.start <= hover.start && hover.end <= origin.end);
	return finding ? { ...hover, link: { text: finding.code, url: ruleUrl(finding.code) } } : hover;
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
		if (places.observation(node) ?? places.size(node) ?? places.unknown(node)) return node;
		child = node;
	}
	return undefined;
}

/** Whether the child is what its parent is about: `a` of `a.b`, `f` of `f(…)`, the target of an assignment. */
function isHead(child: SyntaxNode, parent: SyntaxNode): boolean {
	if (parent.type === "Call") return parent.func === child;
	return parent.type === "Attribute" && parent.value === child;
}

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
