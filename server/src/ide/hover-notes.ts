import type { Dim, Reason, Snapshot, Spec } from "../domain";
import type { Analysis } from "./analysis";
import { type HoverNote, MAX_SPECS } from "./hover-parts";

const MAX_NOTES = 8;

/** A spec; a shape by itself has no dtype. */
export interface Shown {
	readonly shape: Spec["shape"];
	readonly dtype?: Spec["dtype"] | undefined;
}

/** The specs that a snapshot shows. */
export function specsOf(snapshot: Snapshot): readonly Shown[] {
	const items = snapshot.items ? Object.values(snapshot.items).flatMap(specsOf) : [];
	if (snapshot.kind === "Model") return [...(snapshot.detail?.inputs ?? []), ...(snapshot.detail?.outputs ?? [])];
	if (snapshot.kind === "Layer" && !snapshot.detail?.outputs) return [];
	if (snapshot.kind === "TensorShape") return snapshot.spec ? [{ shape: snapshot.spec.shape }] : [];
	const own = snapshot.spec && !snapshot.items ? [snapshot.spec] : [];
	return [...own, ...items, ...(snapshot.detail?.inputs ?? [])];
}

interface Explained {
	readonly what: Set<string>;
	readonly why: Reason;
}

type Explain = (what: string, why: Reason) => void;

/** One note for each distinct reason, with all that it explains. */
function collect(fill: (explain: Explain) => void): readonly HoverNote[] {
	const notes = new Map<string, Explained>();
	fill((what, why) => {
		const key = `${why.text}:${why.origin?.path}:${why.origin?.start}`;
		const note = notes.get(key) ?? { what: new Set<string>(), why };
		notes.set(key, note);
		note.what.add(what);
	});
	return [...notes.values()].flatMap(({ what, why }) => reasonNotes([...what].join(", "), why)).slice(0, MAX_NOTES);
}

/** Why the open sizes of specs are open. */
export const specNotes = (specs: readonly Shown[]): readonly HoverNote[] =>
	collect((explain) => {
		for (const { shape, dtype } of specs) {
			if (shape.kind === "ranked") for (const [axis, dim] of shape.dims.entries()) explainDim(dim, axis, explain);
			else explain(shape.kind === "top" ? "shape ?" : "rank", shape.why);
			if (dtype && typeof dtype !== "string" && shape.kind !== "top") explain("dtype ?", dtype.why);
		}
	});

/** As `specNotes`, for sizes by themselves. */
export const dimNotes = (dims: readonly (readonly [axis: number, dim: Dim])[]): readonly HoverNote[] =>
	collect((explain) => {
		for (const [axis, dim] of dims) explainDim(dim, axis, explain);
	});

function explainDim(dim: Dim, axis: number, explain: Explain): void {
	if (typeof dim !== "number") explain(`${dim.kind === "none" ? "None" : "?"} (axis ${axis})`, dim.why);
}

/** The reason and, below it, the chain of its causes. */
export function reasonNotes(what: string, why: Reason): readonly HoverNote[] {
	const notes: HoverNote[] = [{ text: `${what}: ${why.text}`, origin: why.origin }];
	let said = why.text;
	for (let cause = why.cause; cause && notes.length < MAX_SPECS; cause = cause.cause) {
		if (cause.text !== said) notes.push({ text: `because: ${cause.text}`, origin: cause.origin });
		said = cause.text;
	}
	return notes;
}

export const budgetNote = ({ exhausted }: Analysis): readonly HoverNote[] =>
	exhausted ? [{ text: `the file was not followed to its end: ${exhausted.text}` }] : [];
