import type { Snapshot } from "../domain";
import type { AnnAssign, FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { headEnd } from "./definition-names";
import { functionContextsOf, isCalled } from "./function-contexts";
import { createCallHints } from "./hint-calls";
import { type HintOptions, type HintPart, labelled, textOf } from "./hint-labels";
import { type SyntaxNode, walk } from "./nodes";
import { placesOf } from "./places";
import { targetsOf } from "./targets";

export type { HintOptions, HintPart } from "./hint-labels";

export interface Hint {
	readonly offset: number;
	/** `type` reads as an annotation, `output` as the arrow of a layer in a list, a call or a function. */
	readonly kind: "type" | "output";
	readonly parts: readonly HintPart[];
	/** The expression that it tells of, for `hoverOfPlace`. */
	readonly subject: { readonly start: number; readonly end: number };
}

/** Hints of a part of the file, in source order. */
export function inlayHints(analysis: Analysis, options: HintOptions, start = 0, end = Infinity): readonly Hint[] {
	const hints: Hint[] = [];
	const calls = options.calls ? createCallHints(analysis) : undefined;
	walk(analysis.file.module, (node) => {
		calls?.visit(node);
		if (node.end < start || node.start > end) return;
		hints.push(...hintsOf(node, analysis, options));
	});
	for (const node of calls?.shown() ?? []) {
		const seen = placesOf(analysis).observation(node)?.seen ?? [];
		hints.push(...arrowHint(node.end, node, seen, options));
	}
	const inside = hints.filter(({ offset }) => offset >= start && offset <= end).sort((a, b) => a.offset - b.offset);
	return withoutEchoes(inside, analysis.file.text);
}

function hintsOf(node: SyntaxNode, analysis: Analysis, options: HintOptions): readonly Hint[] {
	switch (node.type) {
		case "arg":
			return options.parameters && !node.annotation ? targetHint(node, analysis, options) : [];
		case "AnnAssign":
			return annotatedHint(node, analysis, options);
		case "Call":
			return options.layers ? layerHint(node, analysis, options) : [];
		case "FunctionDef":
			return options.returns ? returnHint(node, analysis, options) : [];
		default:
			return targetsOf(node).flatMap((target) => targetHint(target, analysis, options));
	}
}

/** On one line, an arrow that says what a hint before it says is left out. */
function withoutEchoes(hints: readonly Hint[], text: string): readonly Hint[] {
	const said = new Set<string>();
	let last = 0;
	return hints.filter((hint) => {
		if (text.slice(last, hint.offset).includes("\n")) said.clear();
		last = hint.offset;
		const label = textOf(hint.parts);
		if (hint.kind === "output" && said.has(label)) return false;
		said.add(label);
		return true;
	});
}

// -------------------------------------------------------------------- targets

function targetHint(target: SyntaxNode, analysis: Analysis, options: HintOptions): readonly Hint[] {
	const parts = labelled(": ", seenAt(target, analysis, options), options);
	if (!parts) return [];
	const offset = target.type === "arg" ? target.start + target.arg.length : target.end;
	return [{ offset, kind: "type", parts, subject: range(target) }];
}

const seenAt = (target: SyntaxNode, analysis: Analysis, options: HintOptions): readonly Snapshot[] =>
	(placesOf(analysis).observation(target)?.seen ?? []).filter((each) => isShown(each, options));

/** After what the user wrote of the type, not between the name and that. */
function annotatedHint({ target, annotation }: AnnAssign, analysis: Analysis, options: HintOptions): readonly Hint[] {
	const parts = labelled("", seenAt(target, analysis, options), options);
	return parts ? [{ offset: annotation.end, kind: "output", parts, subject: range(target) }] : [];
}

const range = ({ start, end }: SyntaxNode): Hint["subject"] => ({ start, end });

function isShown(snapshot: Snapshot, options: HintOptions): boolean {
	const { kind, items, detail } = snapshot;
	if (kind === "Layer") return false;
	if (kind === "Model") return options.models && detail?.outputs !== undefined;
	if (items) return Object.values(items).some((item) => isShown(item, options));
	return options.tensors && hasShape(snapshot);
}

const hasShape = ({ spec }: Snapshot): boolean => spec !== undefined && spec.shape.kind !== "top";

// --------------------------------------------------------------------- arrows

/** What a layer in the list of a Sequential gives. */
function layerHint(node: SyntaxNode, analysis: Analysis, options: HintOptions): readonly Hint[] {
	const places = placesOf(analysis);
	const outputs = places
		.partsAt(node)
		.map((call): Snapshot => ({ kind: "KerasTensor", spec: call.outputs?.length === 1 ? call.outputs[0] : undefined }));
	// Of `layers.Dense(10)(x)` the variable tells what comes out.
	if (outputs.length === 0 || places.isHead(node)) return [];
	return arrowHint(node.end, node, outputs.filter(hasShape), options);
}

function arrowHint(
	offset: number,
	subject: SyntaxNode,
	seen: readonly Snapshot[],
	options: HintOptions,
): readonly Hint[] {
	const parts = labelled("-> ", seen, options);
	return parts ? [{ offset, kind: "output", parts, subject: range(subject) }] : [];
}

/** What comes out of a function that the program calls, where the user did not write it. */
function returnHint(node: FunctionDef, analysis: Analysis, options: HintOptions): readonly Hint[] {
	if (node.returns) return [];
	const contexts = functionContextsOf(analysis, node).filter((each) => isCalled(node, each));
	// A result that is not known in one of them may be anything.
	if (contexts.some(({ unknown }) => unknown)) return [];
	const seen = contexts.flatMap(({ returned }) => (returned && isTensors(returned) ? [returned] : []));
	const offset = seen.length > 0 ? headEnd(node, analysis.file.text) : undefined;
	return offset === undefined ? [] : arrowHint(offset, node, seen, options);
}

/** Tensors and structures of them: of a model, the variable that gets it tells more. */
function isTensors(snapshot: Snapshot): boolean {
	if (snapshot.kind === "Layer" || snapshot.kind === "Model") return false;
	return snapshot.items ? Object.values(snapshot.items).every(isTensors) : hasShape(snapshot);
}
