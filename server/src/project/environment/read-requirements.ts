import { joinPath, parentOf } from "../paths";
import type { SourceFiles } from "../source-files";
import { type Demand, readRequirement } from "./demand";

const MAX_FILES = 50;

/** The demands of a `requirements.txt` and of the files that it includes. Options, hashes and URLs are passed over. */
export function readRequirements(path: string, files: SourceFiles, seen: Set<string> = new Set()): readonly Demand[] {
	if (seen.has(path) || seen.size >= MAX_FILES) return [];
	seen.add(path);
	const text = files.read(path);
	if (text === undefined) return [];
	return linesOf(text).flatMap((line) => {
		const included = /^(?:-r|--requirement|-c|--constraint)[\s=]*([^\s=].*)$/.exec(line)?.[1];
		if (included === undefined) return line.startsWith("-") ? [] : (readRequirement(withoutOptions(line)) ?? []);
		const other = pathFrom(parentOf(path), included.trim().replace(/^["']|["']$/g, ""));
		return other === undefined ? [] : readRequirements(other, files, seen);
	});
}

/** Logical lines, without comments. */
const linesOf = (text: string): readonly string[] =>
	text
		.replace(/^\uFEFF/, "")
		.replace(/\\\r?\n/g, " ")
		.split(/\r\n?|\n/)
		.map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
		.filter((line) => line !== "");

const withoutOptions = (line: string): string => line.replace(/\s--?[a-z].*$/, "");

/** A relative path with forward slashes; others are left alone. */
function pathFrom(folder: string | undefined, text: string): string | undefined {
	if (/^(?:[a-z][a-z0-9+.-]*:|[\\/])/i.test(text)) return undefined;
	let at = folder;
	for (const part of text.split(/[\\/]+/)) {
		if (at === undefined) return undefined;
		if (part === "..") at = parentOf(at);
		else if (part !== "." && part !== "") at = joinPath(at, part);
	}
	return at;
}
