const SIMPLE: Readonly<Record<string, string>> = {
	"\\": "\\",
	"'": "'",
	'"': '"',
	a: "\x07",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
	v: "\v",
	"\n": "",
};

const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]*)\}|([\s\S]))/g;

/** Stands for a character known only by its Unicode name (`\N{…}`): no table of names is carried. */
export const UNKNOWN_CHARACTER = "\ufffd";

/** Python reads every line break in a literal as `\n`. */
export function normaliseNewlines(text: string): string {
	return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** The value of a literal's body, without quotes and prefix. Unknown escapes stand for themselves, as in Python. */
export function unescapeBody(body: string, kind: { readonly isRaw: boolean; readonly isBytes: boolean }): string {
	const text = normaliseNewlines(body);
	if (kind.isRaw || !text.includes("\\")) return text;
	return text.replace(ESCAPE, (whole, octal, hex, short, long, name, other) => {
		if (octal !== undefined) return character(Number.parseInt(octal, 8), kind.isBytes);
		if (hex !== undefined) return character(Number.parseInt(hex, 16), kind.isBytes);
		if (other !== undefined) return SIMPLE[other] ?? whole;
		if (kind.isBytes) return whole;
		if (name !== undefined) return UNKNOWN_CHARACTER;
		return character(Number.parseInt(short ?? long, 16), false);
	});
}

function character(code: number, isByte: boolean): string {
	if (isByte) return String.fromCharCode(code & 0xff);
	return code <= 0x10ffff ? String.fromCodePoint(code) : UNKNOWN_CHARACTER;
}
