import type { Analysis } from "./analysis";
import { type Hint, type HintOptions, type HintPart, inlayHints } from "./inlay-hints";

/**
 * Hints of a text that is being typed. While some line is not Python yet, the hints of all lines that were not touched
 * stay those of the last text that was: hints that come and go with every key move the text about.
 */
export function stableHints(
	now: Analysis,
	before: Analysis | undefined,
	options: HintOptions,
	start: number,
	end: number,
): readonly Hint[] {
	if (!before || now.file.problems.length === 0) return inlayHints(now, options, start, end);
	const edit = editBetween(before.file.text, now.file.text);
	const inside = (offset: number): boolean => offset >= edit.start && offset <= edit.newEnd;
	const typed = inlayHints(now, options, start, end).filter((hint) => inside(hint.offset));
	const kept = inlayHints(before, options).flatMap((hint) => moved(hint, edit));
	return [...kept.filter(({ offset }) => offset >= start && offset <= end && !inside(offset)), ...typed].sort(
		(a, b) => a.offset - b.offset,
	);
}

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
