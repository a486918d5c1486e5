import type { Location, Position, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "../ide/analysis";
import { locateIn } from "../ide/locate";
import type { Related } from "../rules/rule";

interface Span {
	readonly start: number;
	readonly end: number;
}

/** Where things of an analysed text are in a document, which may be only a part of that text. */
export interface DocumentPlaces {
	offsetAt(position: Position): number;
	/** In the protocol's utf-16 positions. */
	rangeOf(span: Span): Range;
	/** Whether a place is in this document. */
	holds(span: Span): boolean;
	/** A place in any document of the text, or in a module that it imports; absent for other files. */
	locationOf(origin: Related["origin"]): Location | undefined;
	/** The line of an offset, as people count, seen from this document. */
	lineName(offset: number): string;
}

/** A document that is analysed by itself. */
export function wholeDocument(document: TextDocument, analysis: Analysis): DocumentPlaces {
	const { file, path } = analysis;
	const locate = locateIn(file);
	const rangeOf = ({ start, end }: Span): Range => locate(start, end);
	return {
		offsetAt: (position) => document.offsetAt(position),
		rangeOf,
		holds: () => true,
		locationOf: (origin) =>
			origin.path === path ? { uri: document.uri, range: rangeOf(origin) } : importedLocation(origin, analysis),
		lineName: (offset) => `line ${locate(offset, offset).start.line + 1}`,
	};
}

/** A place in a module that the text imports: its path is its URI. */
export function importedLocation(origin: Related["origin"], { imported }: Analysis): Location | undefined {
	const file = imported.get(origin.path);
	return file && { uri: origin.path, range: locateIn(file)(origin.start, origin.end) };
}
