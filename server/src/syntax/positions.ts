/** Zero-based line, and column in UTF-16 code units, as the Language Server Protocol counts them. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

const LF = 10;
const CR = 13;

/** Offsets of the first character of each line. A line ends at `\n`, `\r\n` or a lone `\r`, and nowhere else. */
export function computeLineStarts(text: string): number[] {
	const starts = [0];
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === LF) starts.push(i + 1);
		else if (code === CR && text.charCodeAt(i + 1) !== LF) starts.push(i + 1);
	}
	return starts;
}

/** Offsets before the text give its first position; those beyond it count on in the last line. */
export function offsetToPosition(lineStarts: readonly number[], offset: number): Position {
	const wanted = Math.max(0, offset);
	let low = 0;
	let high = lineStarts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((lineStarts[middle] ?? 0) <= wanted) low = middle;
		else high = middle - 1;
	}
	return { line: low, character: wanted - (lineStarts[low] ?? 0) };
}

/** A column beyond its line is clamped to the next line's start, and a line beyond the text to its last line. */
export function positionToOffset(lineStarts: readonly number[], position: Position): number {
	const line = Math.min(Math.max(0, position.line), lineStarts.length - 1);
	const start = lineStarts[line] ?? 0;
	const next = lineStarts[line + 1] ?? Number.POSITIVE_INFINITY;
	return Math.min(start + Math.max(0, position.character), next);
}
