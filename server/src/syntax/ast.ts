/**
 * The typed syntax tree that the rest of Keraspec sees. Node and field names are those of Python's `ast` module;
 * `start` and `end` are offsets in UTF-16 code units into the source text, with the ranges that CPython reports
 * (no redundant parentheses). What CPython would reject, but healing kept alive, is an `Invalid` expression or
 * statement.
 */
import type { Node } from "./ast-expressions";
import type { Module } from "./ast-statements";

export type * from "./ast-expressions";
export type * from "./ast-patterns";
export type * from "./ast-statements";

export interface Comment extends Node {
	/** Without the leading `#`. */
	readonly text: string;
}

/** A syntax error of the text as the user wrote it, before healing. */
export interface SyntaxProblem extends Node {
	readonly message: string;
}

export interface ParsedFile {
	readonly text: string;
	readonly module: Module;
	readonly comments: readonly Comment[];
	readonly problems: readonly SyntaxProblem[];
	/** Offset of each line's first character; lines end at `\n`, `\r` or `\r\n`. */
	readonly lineStarts: readonly number[];
}
