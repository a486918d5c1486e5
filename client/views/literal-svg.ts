/** `var(--name, fallback)` replaced by what it stands for, so that a drawing looks the same where the theme is not known. */
export function withoutVars(text: string, valueOf: (name: string) => string): string {
	let result = "";
	let rest = text;
	for (;;) {
		const at = rest.search(/\bvar\(/);
		if (at < 0) return result + rest;
		const end = closingAt(rest, at + 4);
		const [name = "", ...fallback] = rest.slice(at + 4, end).split(",");
		result += rest.slice(0, at) + (valueOf(name.trim()).trim() || withoutVars(fallback.join(",").trim(), valueOf));
		rest = rest.slice(end + 1);
	}
}

/** Where the parenthesis closes in which a place is. */
function closingAt(text: string, from: number): number {
	let depth = 1;
	for (let index = from; index < text.length; index++) {
		if (text[index] === "(") depth++;
		else if (text[index] === ")" && --depth === 0) return index;
	}
	return text.length;
}
