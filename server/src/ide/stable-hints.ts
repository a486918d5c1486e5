import type { Analysis } from "./analysis";
import { type Hint, type HintOptions, type HintPart, inlayHints } from "./inlay-hints";

/** The hints of a program that was whole, or that was as it is when an edit of other lines began. */
interface Base {
	readonly text: string;
	readonly hints: readonly Hint[];
	/** How many exceptions it raised. */
	readonly faults: number;
}

/** The hints of a text as they were shown. */
export interface ShownHints {
	readonly analysis: Analysis;
	readonly options: HintOptions;
	readonly hints: readonly Hint[];
	readonly base: Base;
	/** Whether some stand there although the program, which can be read, says nothing of them any more. */
	readonly isDated: boolean;
}

/**
 * Hints of a text that is being typed. While some line is not Python yet, the hints of all lines that were not touched
 * stay as they were shown before; while the last edits make the program raise (`layers.De`, on the way to
 * `layers.Dense`), those stay that would vanish. Hints that come and go with every key move the text about. That holds as
 * long as the edits stay together: an edit in other lines may change what the hints tell of, and shows them as they are.
 */
export function stableHints(now: Analysis, options: HintOptions, before: ShownHints | undefined): ShownHints {
	if (before?.analysis === now && before.options === options) return before;
	const fresh = inlayHints(now, options);
	const faults = faultsOf(now);
	const { text } = now.file;
	const shown = { analysis: now, options, hints: fresh, base: { text, hints: fresh, faults }, isDated: false };
	if (!before || JSON.stringify(before.options) !== JSON.stringify(options)) return shown;
	const isBroken = now.file.problems.length > 0;
	const { base } = before;
	if ((!isBroken && faults <= base.faults) || !continues(before, text)) return shown;
	const edit = editBetween(base.text, text);
	const isTouched = ({ offset }: Hint): boolean => offset >= edit.start && offset <= edit.newEnd;
	const kept = base.hints.flatMap((hint) => moved(hint, edit)).filter((hint) => !isTouched(hint));
	const known = new Set(fresh.map(keyOf));
	const lost = kept.filter((hint) => !known.has(keyOf(hint)));
	const hints = isBroken ? [...kept, ...fresh.filter(isTouched)] : [...fresh, ...lost];
	const isDated = !isBroken && lost.length > 0;
	return { ...shown, hints: hints.sort((a, b) => a.offset - b.offset), base, isDated };
}

/** Whether the last edit is in the lines that were edited since the program was whole, or in the one after them. */
function continues({ analysis, base }: ShownHints, now: string): boolean {
	const before = analysis.file.text;
	if (before === base.text) return true;
	const region = editBetween(base.text, before);
	const last = editBetween(before, now);
	return last.start <= region.newEnd + 1 && last.oldEnd >= region.start;
}

const UNDEFINED = /^the name \S+ is not known$/;

/** How many expressions raise: those of findings, and names that nothing defines, such as one that is half typed. */
function faultsOf({ findings, unknowns, file }: Analysis): number {
	const found = findings.filter(({ severity }) => severity === "error" || severity === "warning").length;
	if (/\bimport[ \t]*\*/.test(file.text)) return found;
	return found + unknowns.filter(({ why }) => UNDEFINED.test(why.text)).length;
}

const keyOf = ({ offset, kind }: Hint): string => `${offset} ${kind}`;

/** The lines that differ, as one edit: `start` is the same in both texts. */
export interface LinesEdit {
	readonly start: number;
	readonly oldEnd: number;
	readonly newEnd: number;
}

export function editBetween(before: string, now: string): LinesEdit {
	const shorter = Math.min(before.length, now.length);
	let prefix = 0;
	while (prefix < shorter && before.charCodeAt(prefix) === now.charCodeAt(prefix)) prefix += 1;
	let suffix = 0;
	while (
		suffix < shorter - prefix &&
		before.charCodeAt(before.length - 1 - suffix) === now.charCodeAt(now.length - 1 - suffix)
	) {
		suffix += 1;
	}
	const start = prefix === 0 ? 0 : now.lastIndexOf("\n", prefix - 1) + 1;
	const rest = now.indexOf("\n", now.length - suffix);
	const after = rest < 0 ? 0 : now.length - rest;
	return { start, oldEnd: before.length - after, newEnd: now.length - after };
}

/** The hint in the new text; none when it stood in what was replaced. */
function moved(hint: Hint, edit: LinesEdit): readonly Hint[] {
	const offset = moveOffset(hint.offset, edit);
	const start = moveOffset(hint.subject.start, edit);
	const end = moveOffset(hint.subject.end, edit);
	if (offset === undefined || start === undefined || end === undefined) return [];
	return [{ ...hint, offset, subject: { start, end }, parts: hint.parts.map((part) => movedPart(part, edit)) }];
}

function movedPart({ text, origin }: HintPart, edit: LinesEdit): HintPart {
	const start = origin && moveOffset(origin.start, edit);
	const end = origin && moveOffset(origin.end, edit);
	return origin && start !== undefined && end !== undefined ? { text, origin: { ...origin, start, end } } : { text };
}

/** An offset in the new text; none inside of what was replaced. */
export function moveOffset(offset: number, { start, oldEnd, newEnd }: LinesEdit): number | undefined {
	if (offset < start) return offset;
	return offset > oldEnd ? offset - oldEnd + newEnd : undefined;
}
