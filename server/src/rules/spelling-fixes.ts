import { isOneSlip } from "../domain";
import { type ProblemEvent, sourceOf } from "./edit-text";
import type { Fix, RuleContext } from "./rule";

/** Writes what was perhaps meant by a name that does not exist. Only one slip of the finger leaves no doubt. */
export function spellingFixes(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { facts, origin } = event.problem;
	const { misspelt, meant } = facts ?? {};
	if (typeof misspelt !== "string" || !Array.isArray(meant)) return [];
	const written = [...sourceOf(origin, context).matchAll(/\w+(?:[-.]\w+)*/gu)].flatMap((match) => wordsOf(match));
	const places = written.filter(({ word }) => word === misspelt);
	const [place] = places;
	if (!place || places.length > 1) return [];
	const start = origin.start + place.at;
	const uses = importedUses(misspelt, start, sourceOf(origin, context), context.text);
	return meant.map((name: string) => ({
		title: `Write ${name}`,
		safe: meant.length === 1 && uses.length === 0 && isOneSlip(misspelt, name),
		edits: [start, ...uses].map((at) => ({ start: at, end: at + misspelt.length, newText: name })),
	}));
}

interface Word {
	readonly word: string;
	readonly at: number;
}

/** A dotted name is itself, and each of its parts. */
function wordsOf(match: RegExpMatchArray): readonly Word[] {
	const [text] = match;
	const at = match.index ?? 0;
	const parts = [...text.matchAll(/\w+/gu)].map((part) => ({ word: part[0], at: at + part.index }));
	return parts.length > 1 ? [{ word: text, at }, ...parts] : parts;
}

/** Where else a name stands that an import binds: all of it is renamed. */
function importedUses(name: string, start: number, statement: string, text: string): readonly number[] {
	if (!/^from\s/.test(statement) || new RegExp(`\\b${name}\\s+as\\b`, "u").test(statement)) return [];
	const pattern = new RegExp(`(?<![\\w."'])${name}(?![\\w"']|\\s*=(?!=))`, "gu");
	return [...text.matchAll(pattern)].map(({ index }) => index).filter((index) => index !== start);
}
