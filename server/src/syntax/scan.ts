/*
 * A tolerant reading of the text as strings, comments, brackets and lines: what healing needs to know about a file
 * that does not parse. It is right about any file that parses, and makes the likeliest guess about any other.
 */

export type BracketKind = "(" | "[" | "{";

export interface Bracket {
	readonly open: number;
	readonly kind: BracketKind;
	/** Index of the line on which it opens. */
	readonly line: number;
	readonly parent: Bracket | undefined;
	readonly depth: number;
	/** Offset of the bracket that closes it, if one does. */
	close: number | undefined;
	/** Offset before which it must have been closed, because a statement starts there. */
	limit: number | undefined;
}

export interface ScannedLine {
	readonly start: number;
	/** Innermost bracket that is open where the line starts. */
	inside: Bracket | undefined;
	readonly startsInString: boolean;
	/** After the line's last character that is neither space nor comment; -1 when there is none. */
	codeEnd: number;
	endsInString: boolean;
}

/** Text that would close a string or a replacement field which its line leaves open. */
export interface Insertion {
	readonly at: number;
	readonly text: string;
}

/** A string in triple quotes. */
export interface LongString {
	/** Of its first quote. */
	readonly start: number;
	/** After its last quote; `undefined` when the text ends in it. */
	end: number | undefined;
	readonly quote: string;
}

export interface Scan {
	readonly text: string;
	readonly longStrings: readonly LongString[];
	readonly lines: readonly ScannedLine[];
	readonly brackets: readonly Bracket[];
	readonly insertions: readonly Insertion[];
}

interface Scanner {
	readonly text: string;
	readonly longStrings: LongString[];
	readonly lines: ScannedLine[];
	readonly brackets: Bracket[];
	readonly insertions: Insertion[];
	pos: number;
	/** After the last character of code. */
	lastEnd: number;
	line: ScannedLine;
	/** Innermost open bracket. */
	top: Bracket | undefined;
}

/** A replacement field of an f-string; `quote` is the string's own. */
interface Field {
	readonly quote: string;
	readonly bracket: Bracket;
}

const CLOSERS: Readonly<Record<string, BracketKind>> = { ")": "(", "]": "[", "}": "{" };
export const CLOSER_OF: Readonly<Record<BracketKind, string>> = { "(": ")", "[": "]", "{": "}" };

/** No expression holds these words: whatever bracket is open here was left open before. */
const STATEMENT_WORDS: ReadonlySet<string> = new Set(
	"def class import return raise while with try except finally elif assert del pass break continue global nonlocal".split(
		" ",
	),
);

/** Nor does a line in brackets start like this. */
const STATEMENT_START = /[ \t\f]*(?:from[ \t]+[\w.]+[ \t]+import\b|[A-Za-z_]\w*(?:\.\w+)+[ \t]*=(?!=))/y;

const STRING_START = /(?:[rRuUbBfFtT]{0,2})("""|'''|"|')/y;

function startsStatement(text: string, lineStart: number): boolean {
	STATEMENT_START.lastIndex = lineStart;
	return STATEMENT_START.test(text);
}

export function scan(text: string): Scan {
	const line: ScannedLine = { start: 0, inside: undefined, startsInString: false, codeEnd: -1, endsInString: false };
	const s: Scanner = {
		text,
		longStrings: [],
		lines: [line],
		brackets: [],
		insertions: [],
		pos: 0,
		lastEnd: 0,
		line,
		top: undefined,
	};
	while (s.pos < text.length) scanCode(s, undefined);
	return s;
}

/** Columns of white space before the line's first character, tabs to multiples of eight as Python counts them. */
export function indentation(text: string, lineStart: number): number {
	let column = 0;
	for (let i = lineStart; i < text.length; i++) {
		const character = text.charAt(i);
		if (character === " ") column++;
		else if (character === "\t") column += 8 - (column % 8);
		else if (character === "\f") column = 0;
		else return column;
	}
	return column;
}

function isNewline(character: string): boolean {
	return character === "\n" || character === "\r";
}

function newLine(s: Scanner, inString: boolean): void {
	s.line.endsInString = inString;
	s.pos += s.text.startsWith("\r\n", s.pos) ? 2 : 1;
	s.line = { start: s.pos, inside: s.top, startsInString: inString, codeEnd: -1, endsInString: false };
	s.lines.push(s.line);
}

function advance(s: Scanner, count: number): void {
	s.pos += count;
	s.line.codeEnd = s.pos;
	s.lastEnd = s.pos;
}

/** Reads to the end of the text, or of the field. */
function scanCode(s: Scanner, field: Field | undefined): void {
	while (s.pos < s.text.length && !(field && endsField(s, field))) {
		const character = s.text.charAt(s.pos);
		if (isNewline(character)) {
			newLine(s, false);
			if (!field && startsStatement(s.text, s.pos)) dropBrackets(s);
		} else if (character === "#") skipComment(s);
		else if (character === " " || character === "\t" || character === "\f") s.pos++;
		else if (character === "\\") skipContinuation(s);
		else if (character === "(" || character === "[" || character === "{") open(s, character);
		else if (character === ")" || character === "]" || character === "}") close(s, character, field);
		else if (character === '"' || character === "'") scanString(s);
		else if (WORD_CHARACTER.test(character)) scanWord(s, field);
		else advance(s, 1);
	}
	if (field && field.bracket.close === undefined) abandonField(s, field);
}

/** Whether the field is closed, or is left open by its line or its string; a colon leads to its last part. */
function endsField(s: Scanner, field: Field): boolean {
	if (field.bracket.close !== undefined) return true;
	const character = s.text.charAt(s.pos);
	if (isNewline(character)) return field.quote.length === 1;
	if (character === '"' || character === "'") return endsFieldEarly(s, field);
	if (character !== ":" || s.top !== field.bracket) return false;
	scanSpecification(s, field);
	return true;
}

function skipComment(s: Scanner): void {
	while (s.pos < s.text.length && !isNewline(s.text.charAt(s.pos))) s.pos++;
}

function skipContinuation(s: Scanner): void {
	if (isNewline(s.text.charAt(s.pos + 1))) {
		s.pos++;
		newLine(s, false);
	} else advance(s, 1);
}

const WORD_CHARACTER = /[\w\u0080-\uffff]/;
const WORD = /[\w\u0080-\uffff]+/y;

function scanWord(s: Scanner, field: Field | undefined): void {
	STRING_START.lastIndex = s.pos;
	if (STRING_START.test(s.text)) scanString(s);
	else {
		WORD.lastIndex = s.pos;
		const word = WORD.exec(s.text)?.[0] ?? " ";
		if (!field && STATEMENT_WORDS.has(word)) dropBrackets(s);
		advance(s, word.length);
	}
}

/** A statement starts here, so nothing that is open goes on. */
function dropBrackets(s: Scanner): void {
	for (; s.top; s.top = s.top.parent) s.top.limit = s.lastEnd;
	if (s.line.codeEnd === -1) s.line.inside = undefined;
}

function open(s: Scanner, kind: BracketKind): Bracket {
	const depth = (s.top?.depth ?? 0) + 1;
	const bracket: Bracket = {
		open: s.pos,
		kind,
		line: s.lines.length - 1,
		parent: s.top,
		depth,
		close: undefined,
		limit: undefined,
	};
	s.brackets.push(bracket);
	s.top = bracket;
	advance(s, 1);
	return bracket;
}

/** A bracket that closes nothing is left where it stands. */
function close(s: Scanner, character: string, field: Field | undefined): void {
	const match = findMatch(s, CLOSERS[character] ?? "(", field);
	if (match) {
		match.close = s.pos;
		s.top = match.parent;
	}
	advance(s, 1);
}

/**
 * The innermost open bracket of this kind; but a bracket that starts a line closes the one whose line is indented like
 * its own, if the innermost one stands deeper.
 */
function findMatch(s: Scanner, kind: BracketKind, field: Field | undefined): Bracket | undefined {
	const candidates = openBrackets(s, kind, field?.bracket.parent);
	const [innermost] = candidates;
	if (!innermost || s.line.codeEnd !== -1 || field) return innermost;
	const own = indentation(s.text, s.line.start);
	const indentOf = (bracket: Bracket) => indentation(s.text, s.lines[bracket.line]?.start ?? 0);
	if (indentOf(innermost) <= own) return innermost;
	return candidates.find((outer) => indentOf(outer) === own) ?? innermost;
}

/** A closing bracket looks no further out than this, so that a heap of them takes no quadratic time. */
const MAX_LEVELS = 250;

function openBrackets(s: Scanner, kind: BracketKind, limit: Bracket | undefined): Bracket[] {
	const found: Bracket[] = [];
	let level = 0;
	for (let bracket = s.top; bracket && bracket !== limit && level < MAX_LEVELS; bracket = bracket.parent) {
		if (bracket.kind === kind) found.push(bracket);
		level++;
	}
	return found;
}

function scanString(s: Scanner): void {
	STRING_START.lastIndex = s.pos;
	const match = STRING_START.exec(s.text);
	const quote = match?.[1] ?? '"';
	const prefix = (match?.[0] ?? quote).slice(0, -quote.length);
	const isFormat = /[fFtT]/.test(prefix);
	const long: LongString = { start: s.pos + prefix.length, end: undefined, quote };
	if (quote.length > 1) s.longStrings.push(long);
	advance(s, prefix.length + quote.length);
	while (s.pos < s.text.length) {
		const character = s.text.charAt(s.pos);
		if (s.text.startsWith(quote, s.pos)) {
			advance(s, quote.length);
			long.end = s.pos;
			return;
		}
		if (character === "\\") skipEscape(s);
		else if (isNewline(character)) {
			if (quote.length === 1) break;
			newLine(s, true);
		} else if (isFormat && character === "{" && s.text.charAt(s.pos + 1) === "{") advance(s, 2);
		else if (isFormat && character === "{") {
			const bracket = open(s, "{");
			scanCode(s, { quote, bracket });
		} else advance(s, 1);
	}
	if (quote.length === 1) closeString(s, quote);
	else s.line.endsInString = true;
}

function skipEscape(s: Scanner): void {
	advance(s, 1);
	if (isNewline(s.text.charAt(s.pos))) newLine(s, true);
	else if (s.pos < s.text.length) advance(s, 1);
}

function closeString(s: Scanner, quote: string): void {
	s.line.codeEnd = s.pos;
	s.insertions.push({ at: s.pos, text: quote });
}

/** The text after a field's colon, up to its brace; it can hold fields itself. */
function scanSpecification(s: Scanner, field: Field): void {
	while (s.pos < s.text.length) {
		const character = s.text.charAt(s.pos);
		if (character === "}") {
			close(s, character, field);
			return;
		}
		if (isNewline(character)) {
			if (field.quote.length === 1) break;
			newLine(s, true);
		} else if (s.text.startsWith(field.quote, s.pos)) break;
		else if (character === "{") {
			const bracket = open(s, "{");
			scanCode(s, { quote: field.quote, bracket });
		} else advance(s, 1);
	}
}

/** `f"{x"`: a quote right after an operand ends the string, unless the field is inside a bracket of its own. */
function endsFieldEarly(s: Scanner, field: Field): boolean {
	if (s.top !== field.bracket || !s.text.startsWith(field.quote, s.pos)) return false;
	return /[\w)\]}"']/.test(s.text.charAt(s.pos - 1));
}

/** Closes the field and all in it here, where its line or its string ends. */
function abandonField(s: Scanner, field: Field): void {
	for (let bracket = s.top; bracket && bracket !== field.bracket.parent; bracket = bracket.parent) {
		bracket.close = s.pos;
		s.insertions.push({ at: s.pos, text: CLOSER_OF[bracket.kind] });
	}
	s.line.codeEnd = s.pos;
	s.top = field.bracket.parent;
}
