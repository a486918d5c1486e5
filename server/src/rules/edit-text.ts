import type { Origin } from "../domain";
import type { InterpreterEvent } from "../interpreter/events";
import type { Edit, Fix, RuleContext } from "./rule";

/** What fixes of several rules do with the source text. All offsets are those of the file. */

export type ProblemEvent = Extract<InterpreterEvent, { kind: "problem" }>;

export const sourceOf = (origin: Origin, context: RuleContext): string => context.text.slice(origin.start, origin.end);

export const replaceAll = (origin: Origin, newText: string): Edit => ({
	start: origin.start,
	end: origin.end,
	newText,
});

export const insertAt = (offset: number, newText: string): Edit => ({ start: offset, end: offset, newText });

/** A name, possibly dotted: repeating it evaluates nothing twice. */
export const isPath = (text: string): boolean => /^[A-Za-z_]\w*(\s*\.\s*[A-Za-z_]\w*)*$/.test(text);

/** Offsets of a token outside brackets and strings. */
export function topLevel(text: string, token: string): readonly number[] {
	const found: number[] = [];
	let depth = 0;
	let quote = "";
	for (let at = 0; at < text.length; at += 1) {
		const char = text[at] as string;
		if (quote) {
			if (char === "\\") at += 1;
			else if (char === quote) quote = "";
		} else if (char === '"' || char === "'") quote = char;
		else if ("([{".includes(char)) depth += 1;
		else if (")]}".includes(char)) depth -= 1;
		else if (depth === 0 && text.startsWith(token, at)) found.push(at);
	}
	return found;
}

/** `//` for the only `/` of a text: a division gives a float even where it comes out even. */
export function floorDivision(origin: Origin, context: RuleContext): readonly Fix[] {
	const text = sourceOf(origin, context);
	if (/["'#]/.test(text)) return [];
	const slashes = [...text.matchAll(/(?<!\/)\/(?!\/)/g)];
	const only = slashes[0];
	if (slashes.length !== 1 || only?.index === undefined) return [];
	const at = origin.start + only.index;
	return [
		{ title: "Divide with //, which gives an int", safe: false, edits: [{ start: at, end: at + 1, newText: "//" }] },
	];
}
