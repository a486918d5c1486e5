import { type Dim, type Origin, printDim, printDType, type RankedShape, type Snapshot } from "../domain";
import type { Expr } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { type SyntaxNode, walk } from "./nodes";
import { placesOf } from "./places";
import { printSnapshot } from "./print";

export interface HintOptions {
	readonly tensors: boolean;
	readonly models: boolean;
	readonly layers: boolean;
	readonly parameters: boolean;
	readonly dtypes: boolean;
	readonly maximumLength: number;
}

/** A piece of a label; one for a `None` or a `?` leads to where that comes from. */
export interface HintPart {
	readonly text: string;
	readonly origin?: Origin | undefined;
}

export interface Hint {
	readonly offset: number;
	/** `type` reads as an annotation, `output` as the arrow of a layer in a list. */
	readonly kind: "type" | "output";
	readonly parts: readonly HintPart[];
	/** The expression that it tells of, for `hoverOf`. */
	readonly subject: { readonly start: number; readonly end: number };
}

/** Hints of a part of the file, in source order. */
export function inlayHints(analysis: Analysis, options: HintOptions, start = 0, end = Infinity): readonly Hint[] {
	const hints: Hint[] = [];
	walk(analysis.file.module, (node) => {
		if (node.end < start || node.start > end) return;
		for (const target of targetsOf(node)) hints.push(...targetHint(target, analysis, options));
		if (node.type === "arg" && options.parameters && !node.annotation)
			hints.push(...targetHint(node, analysis, options));
		if (node.type === "Call" && options.layers) hints.push(...outputHint(node, analysis, options));
	});
	return hints.filter(({ offset }) => offset >= start && offset <= end).sort((a, b) => a.offset - b.offset);
}

// -------------------------------------------------------------------- targets

function targetsOf(node: SyntaxNode): readonly SyntaxNode[] {
	switch (node.type) {
		case "Assign":
			return node.targets.flatMap(namesIn);
		case "NamedExpr":
			return [node.target];
		case "For":
			return namesIn(node.target);
		case "With":
			return node.items.flatMap((item) => (item.optionalVars ? namesIn(item.optionalVars) : []));
		default:
			return [];
	}
}

function namesIn(target: Expr): readonly Expr[] {
	if (target.type === "Name" || target.type === "Attribute") return [target];
	if (target.type === "Tuple" || target.type === "List") return target.elts.flatMap(namesIn);
	return target.type === "Starred" ? namesIn(target.value) : [];
}

function targetHint(target: SyntaxNode, analysis: Analysis, options: HintOptions): readonly Hint[] {
	const seen = (placesOf(analysis).observation(target)?.seen ?? []).filter((each) => isShown(each, options));
	const label = fitLabel(seen, options, options.maximumLength - 2);
	if (!label) return [];
	const offset = target.type === "arg" ? target.start + target.arg.length : target.end;
	return [{ offset, kind: "type", parts: merged([{ text: ": " }, ...label]), subject: range(target) }];
}

const range = ({ start, end }: SyntaxNode): Hint["subject"] => ({ start, end });

function isShown(snapshot: Snapshot, options: HintOptions): boolean {
	const { kind, spec, items, detail } = snapshot;
	if (kind === "Layer") return false;
	if (kind === "Model") return options.models && detail?.outputs !== undefined;
	if (items) return Object.values(items).some((item) => isShown(item, options));
	return options.tensors && spec !== undefined && spec.shape.kind !== "top";
}

// --------------------------------------------------------------------- layers

/** What a layer in the list of a Sequential gives. */
function outputHint(node: SyntaxNode, analysis: Analysis, options: HintOptions): readonly Hint[] {
	const outputs = placesOf(analysis)
		.partsAt(node)
		.map((call): Snapshot => ({ kind: "KerasTensor", spec: call.outputs?.length === 1 ? call.outputs[0] : undefined }));
	// Of `layers.Dense(10)(x)` the variable tells what comes out.
	if (outputs.length === 0 || placesOf(analysis).isHead(node)) return [];
	const label = fitLabel(
		outputs.filter((each) => each.spec && each.spec.shape.kind !== "top"),
		options,
		options.maximumLength - 3,
	);
	if (!label) return [];
	return [{ offset: node.end, kind: "output", parts: merged([{ text: "-> " }, ...label]), subject: range(node) }];
}

// --------------------------------------------------------------------- labels

/** The fullest label that fits; absent when there is nothing to say. */
function fitLabel(seen: readonly Snapshot[], options: HintOptions, room: number): readonly HintPart[] | undefined {
	if (seen.length === 0) return undefined;
	for (const style of STYLES) {
		if (style.dtypes && !options.dtypes) continue;
		const label = joinLabels(seen, style);
		if (lengthOf(label) <= room) return label;
	}
	const text = printSnapshot(seen[0] as Snapshot, false);
	return [{ text: `${text.slice(0, Math.max(1, room - 1))}…` }];
}

interface Style {
	readonly dtypes: boolean;
	/** Of several values only the first. */
	readonly first: boolean;
	/** Of a shape only the first axis and the last two. */
	readonly brief: boolean;
}

const STYLES: readonly Style[] = [
	{ dtypes: true, first: false, brief: false },
	{ dtypes: false, first: false, brief: false },
	{ dtypes: true, first: true, brief: false },
	{ dtypes: false, first: true, brief: false },
	{ dtypes: false, first: true, brief: true },
];

function joinLabels(seen: readonly Snapshot[], style: Style): readonly HintPart[] {
	const labels = new Map<string, readonly HintPart[]>();
	for (const snapshot of seen) {
		const parts = partsOf(snapshot, style);
		labels.set(textOf(parts), parts);
	}
	const [head = [], ...tail] = labels.values();
	if (tail.length === 0) return head;
	if (style.first) return [...head, { text: " -> …" }];
	return [head, ...tail].flatMap((parts, index) => (index === 0 ? parts : [{ text: " -> " }, ...parts]));
}

function partsOf(snapshot: Snapshot, style: Style): readonly HintPart[] {
	const { kind, spec, items } = snapshot;
	if (kind === "Model" || items || spec?.shape.kind !== "ranked") {
		return [{ text: printSnapshot(snapshot, style.dtypes) }];
	}
	const dtype = style.dtypes && kind !== "TensorShape" ? [{ text: ` ${printDType(spec.dtype)}` }] : [];
	return [...shapeParts(spec.shape, style.brief), ...dtype];
}

function shapeParts({ dims }: RankedShape, brief: boolean): readonly HintPart[] {
	const shown = brief && dims.length > 3 ? [dims[0] as Dim, undefined, ...dims.slice(-2)] : dims;
	const inner = shown.flatMap((dim, index): readonly HintPart[] => [
		{ text: index > 0 ? ", " : "" },
		dim === undefined
			? { text: "…" }
			: { text: printDim(dim), origin: typeof dim === "number" ? undefined : dim.why.origin },
	]);
	return [{ text: "(" }, ...inner, { text: dims.length === 1 ? ",)" : ")" }];
}

const textOf = (parts: readonly HintPart[]): string => parts.map((part) => part.text).join("");
const lengthOf = (parts: readonly HintPart[]): number => textOf(parts).length;

/** Neighbours that lead nowhere become one part. */
function merged(parts: readonly HintPart[]): readonly HintPart[] {
	const result: HintPart[] = [];
	for (const part of parts) {
		const last = result.at(-1);
		if (last && !last.origin && !part.origin) result[result.length - 1] = { text: last.text + part.text };
		else if (part.text) result.push(part);
	}
	return result;
}
