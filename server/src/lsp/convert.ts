import type { Range, TextEdit } from "vscode-languageserver";
import type { Edit } from "../rules/rule";
import type { Current } from "./analyses";
import type { DocumentPlaces } from "./document-places";

export const toTextEdit = (places: DocumentPlaces, edit: Edit): TextEdit => ({
	range: places.rangeOf(edit),
	newText: edit.newText,
});

/** Offsets in the analysed text of a range that a client sent. */
export const toOffsets = ({ places }: Current, range: Range): readonly [number, number] => [
	places.offsetAt(range.start),
	places.offsetAt(range.end),
];
