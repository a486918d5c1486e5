import { scan } from "../syntax/scan";

/*
 * What only IPython reads: cell magics, line magics, shell commands, help requests. It is blanked, or written as Python
 * of the same length, so that every character that is left keeps its place.
 */

/** Cell magics that run the rest of the cell as if they were not there. `%%timeit` and `%%python` keep its names to themselves. */
const PYTHON_CELLS = /^%%(?:time|capture|prun|debug|memit|snakeviz|pyinstrument|wandb)\b/;
/** Cell magics after which no name has a new value. */
const SILENT_CELLS =
	/^%%(?:timeit|time|prun|debug|memit|snakeviz|pyinstrument|wandb|python[23]?|pypy|bash|sh|cmd|script|perl|ruby|html|HTML|js|javascript|latex|markdown|md|svg|SVG|writefile|file|system|sx|!)(?!.*--(?:out|err|proc)\b)/;
/** Line magics after which no name has a new value. */
const SILENT_LINES =
	/^%(?:matplotlib|config|cd|ls|ll|pwd|pip|conda|mamba|env|set_env|autoreload|reload_ext|load_ext|timeit|time|who|whos|tensorboard|tensorflow_version|precision|history|hist|alias|system|sx|xmode|colors|clear|mkdir|rmdir|cat|rm|cp|mv|man|more|pinfo2?|psource|pdb|debug|lprun|mprun)\b/;

/** Reading this name as a statement says that names may be bound which the text does not show. */
const OPENING = "vars";
/** The value of what a magic is assigned to: a name of IPython's that nothing is known of. */
const UNKNOWN = "In";

const SHELL_WORDS = "pip3?|conda|mamba|cd|mkdir|rmdir|cat|cp|mv|rm|man|more";
const HELP = "[\\w.\\[\\]'\"*]+\\?{1,2}[ \\t]*$";
const ASSIGNED = "[\\w.,:*\\[\\]'\" \\t]+=[ \\t]*(?:!|%(?=\\w))";
const COMMAND = `(?:${SHELL_WORDS})[ \\t]+(?![-+*%@&|^<>=!(:,;[{]|/[ =/]|(?:in|is|if|and|or|not)\\b)\\S`;
/** A line that IPython does not take for Python; `%`, `!` and `?` only where a statement starts. */
const MAGIC = new RegExp(`^[ \\t]*(?:[%!?/,;]|${HELP}|${ASSIGNED}|${COMMAND})`);
const MAGIC_ANYWHERE = new RegExp(MAGIC.source, "m");
const ASSIGNMENT = new RegExp(`^([ \\t]*${ASSIGNED.slice(0, ASSIGNED.indexOf("(?:"))})`);

/** One cell as Python. */
export function blankMagics(text: string): string {
	const first = /^\s*(%%[^\r\n]*)/.exec(text);
	const magic = first?.[1];
	if (first === null || magic === undefined) return blankLines(text);
	const isPython = PYTHON_CELLS.test(magic);
	const line = first[0].slice(0, -magic.length) + (SILENT_CELLS.test(magic) ? blank(magic) : padded(OPENING, magic));
	const rest = text.slice(first[0].length);
	return line + (isPython ? blankLines(rest) : blank(rest));
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");

/** A word in the place of a text that is at least as long. */
const padded = (word: string, { length }: string): string =>
	length < word.length ? "0".padEnd(length) : word.padEnd(length);

/** A magic may hold quotes and brackets of the shell's: each is taken out before what follows it is read. */
function blankLines(text: string): string {
	if (!MAGIC_ANYWHERE.test(text)) return text;
	let current = text;
	for (let from = 0; ; ) {
		const { lines } = scan(current);
		const at = lines.findIndex(({ start, inside, startsInString }, index) => {
			if (start < from || inside || startsInString) return false;
			return MAGIC.test(lineAt(current, start)) && !isContinued(current, lines[index - 1]?.start, start);
		});
		const start = lines[at]?.start;
		if (start === undefined) return current;
		const line = lineAt(current, start);
		const end = continuedEnd(current, start + line.length);
		const rest = current.slice(start + line.length, end);
		current = current.slice(0, start) + pythonOf(line) + blank(rest) + current.slice(end);
		from = end;
	}
}

const lineAt = (text: string, start: number): string => /[^\r\n]*/y.exec(text.slice(start))?.[0] ?? "";

const isContinued = (text: string, previous: number | undefined, start: number): boolean =>
	previous !== undefined && /\\\r?\n?$/.test(text.slice(previous, start));

/** The end of the last line that a backslash makes part of a command which ends its own line at `end`. */
function continuedEnd(text: string, end: number): number {
	let at = end;
	while (text.charAt(at - 1) === "\\") {
		const next = /^\r?\n|^\r/.exec(text.slice(at));
		if (!next) return at;
		at += next[0].length + lineAt(text, at + next[0].length).length;
	}
	return at;
}

/** A line of IPython's as a statement of the same length: it may be the only one of its block. */
function pythonOf(line: string): string {
	const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
	const code = line.slice(indent.length);
	const target = ASSIGNMENT.exec(line)?.[1];
	if (target !== undefined) {
		const value = line.slice(target.length);
		return value.length < UNKNOWN.length ? indent + padded("0", code) : target + padded(UNKNOWN, value);
	}
	// `%time` runs its line as it stands, and is as long as this.
	const timed = /^%time(?=[ \t]+[^\s-])/.exec(code);
	if (timed) return `${indent}if 1:${code.slice("%time".length)}`;
	const isSilent = !code.startsWith("%") || SILENT_LINES.test(code);
	return indent + padded(isSilent ? "0" : OPENING, code);
}
