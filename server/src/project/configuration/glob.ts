/**
 * A pattern of `files`: `*` and `?` stay within a name, `**` is any number of folders, `{a,b}` either, `[ab]` one of some
 * characters. Without a slash, it may match a name at any depth; what a folder matches, all below it does.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
	const trimmed = pattern.replace(/^\.?\/+/, "").replace(/\/+$/, "");
	const source = translate(trimmed);
	const start = trimmed.includes("/") ? "" : "(?:.*/)?";
	try {
		const expression = new RegExp(`^${start}${source}(?:/.*)?$`, "u");
		return (path) => expression.test(path);
	} catch {
		return () => false;
	}
}

function translate(pattern: string): string {
	let source = "";
	let depth = 0;
	for (let at = 0; at < pattern.length; ) {
		const [part, length] = partAt(pattern, at, depth);
		if (pattern[at] === "{") depth += 1;
		if (pattern[at] === "}" && depth > 0) depth -= 1;
		// What matches anything twice matches it once, and costs less.
		if (part !== source.slice(-part.length) || !part.includes("*")) source += part;
		at += length;
	}
	return source + ")".repeat(depth);
}

function partAt(pattern: string, at: number, depth: number): readonly [string, number] {
	const rest = pattern.slice(at);
	if (rest.startsWith("**/")) return ["(?:.*/)?", 3];
	if (rest.startsWith("**")) return [".*", 2];
	const set = /^\[(!?)([^\]/]+)\]/.exec(rest);
	if (set) return [`[${set[1] ? "^" : ""}${(set[2] as string).replace(/[\\[\]&~^|]/g, "\\$&")}]`, set[0].length];
	const one = rest[0] as string;
	if (one === "*") return ["[^/]*", 1];
	if (one === "?") return ["[^/]", 1];
	if (one === "{") return ["(?:", 1];
	if (one === "}" && depth > 0) return [")", 1];
	if (one === "," && depth > 0) return ["|", 1];
	return [one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), 1];
}
