import type { Edit } from "../rules/rule";

/** A text after edits of it that do not touch one another. */
export const applied = (text: string, edits: readonly Edit[]): string =>
	[...edits]
		.sort((a, b) => b.start - a.start)
		.reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
