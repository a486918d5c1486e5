import type { InlayHintSettings } from "../../../shared/settings";
import { type Dim, type Origin, printDim, printDType, type RankedShape, type Snapshot } from "../domain";
import { printSnapshot } from "./print";

/** Which hints are shown, and how long they may be. */
export type HintOptions = Omit<InlayHintSettings, "enabled">;

/** A piece of a label; one for a `None` or a `?` leads to where that comes from. */
export interface HintPart {
	readonly text: string;
	readonly origin?: Origin | undefined;
}

/** A label of what was seen, with a mark before it, within the greatest length; absent when there is nothing to say. */
export function labelled(
	mark: string,
	seen: readonly Snapshot[],
	options: HintOptions,
): readonly HintPart[] | undefined {
	const label = fitLabel(seen, options, options.maximumLength - mark.length);
	return label && merged([{ text: mark }, ...label]);
}

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

export const textOf = (parts: readonly HintPart[]): string => parts.map((part) => part.text).join("");
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
