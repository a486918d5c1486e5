import { type Bracket, CLOSER_OF, type Insertion, indentation, type Scan, type ScannedLine, scan } from "./scan";

/*
 * One bracket that is left open makes the parser read all that follows, up to the next `def`, as its arguments.
 * Healing closes brackets and strings where their author most likely means to, before the text is parsed again.
 */

export interface HealedText {
	readonly text: string;
	/** From an offset in the healed text to the one in the source. */
	readonly toSource: (offset: number) => number;
}

/** More open brackets than this are not a statement that somebody is typing. */
const MAX_UNCLOSED = 200;
const MAX_LINES = 2000;

/** `undefined` when nothing is open. */
export function heal(text: string): HealedText | undefined {
	const scanned = scan(text);
	const quote = missingQuote(scanned);
	if (!quote) return healBrackets(scanned);
	const quoted = insert(text, [quote]);
	const healed = healBrackets(scan(quoted.text));
	return healed ? { text: healed.text, toSource: (offset) => quoted.toSource(healed.toSource(offset)) } : quoted;
}

/**
 * When a string in triple quotes runs to the end of the file, one quote is missing or too many somewhere, and from
 * there on text and code are mistaken for each other. The first string that ends right before a letter, as a
 * docstring begins, is the first that is no string; it is closed on its first line.
 */
function missingQuote({ text, longStrings }: Scan): Insertion | undefined {
	const last = longStrings[longStrings.length - 1];
	if (!last || last.end !== undefined) return undefined;
	const culprit = longStrings.find(({ end }) => end !== undefined && /[A-Za-z]/.test(text.charAt(end))) ?? last;
	const rest = text.slice(culprit.start).search(/[\r\n]/);
	return { at: rest === -1 ? text.length : culprit.start + rest, text: culprit.quote };
}

function healBrackets(scanned: Scan): HealedText | undefined {
	const unclosed = scanned.brackets.filter((bracket) => bracket.close === undefined);
	if (unclosed.length > MAX_UNCLOSED) return undefined;
	const closing = unclosed.map((bracket) => closeBracket(scanned, bracket));
	const insertions = [...scanned.insertions, ...closing.reverse()].sort((a, b) => a.at - b.at);
	return insertions.length === 0 ? undefined : insert(scanned.text, insertions);
}

/** Outer brackets come first, so that an inner one never closes behind them. */
function closeBracket(scanned: Scan, bracket: Bracket): Insertion {
	const limit = enclosingEnd(bracket);
	const { at, next } = closingPoint(scanned, bracket);
	const point = Math.min(at, limit, bracket.limit ?? limit);
	bracket.close = point;
	const needsComma = point < limit && limit !== Number.POSITIVE_INFINITY && next && startsElement(scanned.text, next);
	return { at: point, text: needsComma ? `${CLOSER_OF[bracket.kind]},` : CLOSER_OF[bracket.kind] };
}

/** A bracket around this one that was closed before this one opens is none any more. */
function enclosingEnd(bracket: Bracket): number {
	for (let outer = bracket.parent; outer; outer = outer.parent) {
		if (outer.close !== undefined && outer.close > bracket.open) return outer.close;
	}
	return Number.POSITIVE_INFINITY;
}

const COMPOUND = /[ \t\f]*(?:async[ \t]+)?(?:if|elif|for|while|with|def|class|except|match|case)\b/y;

function isCompound(text: string, lineStart: number): boolean {
	COMPOUND.lastIndex = lineStart;
	return COMPOUND.test(text);
}

/** The end of the first line whose successor is not indented deeper than the line that opens the bracket. */
function closingPoint(scanned: Scan, bracket: Bracket): { at: number; next: ScannedLine | undefined } {
	const { text, lines } = scanned;
	const opening = lines[bracket.line];
	let current = opening;
	const isHeader = opening !== undefined && bracket.kind !== "{" && isCompound(text, opening.start);
	const own = opening ? indentation(text, opening.start) : 0;
	for (let i = bracket.line + 1; i < lines.length && i < bracket.line + MAX_LINES; i++) {
		const next = lines[i];
		if (!current || !next || next.codeEnd === -1) continue;
		const isOpaque = current.endsInString || next.startsInString || isInsideClosed(next, bracket);
		if (!isOpaque) {
			if (isHeader && endsWithColon(text, current)) return { at: current.codeEnd - 1, next };
			if (isHeader && startsAssignment(text, next)) return { at: current.codeEnd, next };
			if (indentation(text, next.start) <= own) return { at: current.codeEnd, next };
		}
		current = next;
	}
	if (isHeader && current && endsWithColon(text, current)) return { at: current.codeEnd - 1, next: undefined };
	return { at: Math.max(current?.codeEnd ?? text.length, bracket.open + 1), next: undefined };
}

const ASSIGNMENT = /[ \t\f]*[A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*[ \t]+=[ \t]/y;

/** `x = …` with spaces is no parameter of a header: those have a type before such an equals sign. */
function startsAssignment(text: string, line: ScannedLine): boolean {
	ASSIGNMENT.lastIndex = line.start;
	return ASSIGNMENT.test(text);
}

function endsWithColon(text: string, line: ScannedLine): boolean {
	return text.charAt(line.codeEnd - 1) === ":";
}

/** Whether the line begins within brackets that open after this one and are closed. */
function isInsideClosed(line: ScannedLine, bracket: Bracket): boolean {
	for (let inner = line.inside; inner && inner !== bracket; inner = inner.parent) {
		if (inner.close !== undefined && inner.open > bracket.open && inner.close > line.start) return true;
	}
	return false;
}

const ELEMENT = /\s*(?!(?:for|if|else|and|or|in|is|not|async)\b)[\w"'([{*]/y;

function startsElement(text: string, line: ScannedLine): boolean {
	ELEMENT.lastIndex = line.start;
	return ELEMENT.test(text);
}

function insert(text: string, insertions: readonly Insertion[]): HealedText {
	const pieces: string[] = [];
	/** Where each insertion starts in the healed text, and how much is inserted up to its end. */
	const starts: number[] = [];
	const totals: number[] = [0];
	let done = 0;
	let total = 0;
	for (const insertion of insertions) {
		pieces.push(text.slice(done, insertion.at), insertion.text);
		starts.push(insertion.at + total);
		total += insertion.text.length;
		totals.push(total);
		done = insertion.at;
	}
	pieces.push(text.slice(done));
	return { text: pieces.join(""), toSource: (offset) => toSource(offset, insertions, starts, totals) };
}

function toSource(
	offset: number,
	insertions: readonly Insertion[],
	starts: readonly number[],
	totals: readonly number[],
): number {
	let low = 0;
	let high = starts.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((starts[middle] ?? 0) < offset) low = middle + 1;
		else high = middle;
	}
	const last = insertions[low - 1];
	const plain = offset - (totals[low] ?? 0);
	return last ? Math.max(plain, last.at) : plain;
}
