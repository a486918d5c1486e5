import type { ParsedFile } from "../syntax/ast";
import { offsetToPosition, type Position } from "../syntax/positions";

/** A range as the Language Server Protocol counts it; in a notebook, within one of its cells. */
export interface Place {
	readonly cell?: number;
	readonly start: Position;
	readonly end: Position;
}

/** From offsets in an analysed text to what a person sees. */
export type Locate = (start: number, end: number) => Place;

export const locateIn =
	(file: ParsedFile): Locate =>
	(start, end) => ({
		start: offsetToPosition(file.lineStarts, start),
		end: offsetToPosition(file.lineStarts, end),
	});
