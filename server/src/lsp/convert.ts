import type { Range, TextEdit } from "vscode-languageserver";
import type { Analysis } from "../ide/analysis";
import { locateIn } from "../ide/locate";
import type { Edit } from "../rules/rule";
import type { Current } from "./analyses";

/** A range of the text that was analysed, in the protocol's utf-16 positions. */
export const toRange = ({ file }: Analysis, place: { readonly start: number; readonly end: number }): Range =>
	locateIn(file)(place.start, place.end);

export const toTextEdit = (analysis: Analysis, edit: Edit): TextEdit => ({
	range: toRange(analysis, edit),
	newText: edit.newText,
});

/** Lines as people count them. */
export const lineNumber = (analysis: Analysis, offset: number): number =>
	toRange(analysis, { start: offset, end: offset }).start.line + 1;

/** Offsets of a range that a client sent. */
export const toOffsets = ({ document }: Current, range: Range): readonly [number, number] => [
	document.offsetAt(range.start),
	document.offsetAt(range.end),
];
