import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "../generated-files";

const LAYERS = join(ROOT, "server", "src", "keras", "layers");

/** What the comment above a layer says, and the folder that the layer is in. */
export interface LayerDoc {
	readonly family: string;
	/** What the layer makes of a shape: "`(batch, n)` -> `(batch, units)`". */
	readonly formula: string | undefined;
	readonly sentence: string;
}

/** The comments above all layers, by the name of the layer. */
export function layerDocs(): ReadonlyMap<string, LayerDoc> {
	const docs = filesBelow(LAYERS).flatMap((path) => {
		const family = relative(LAYERS, path).split(/[\\/]/)[0] ?? "";
		return commentsIn(readFileSync(path, "utf8")).map(([name, text]) => [name, { family, ...partsOf(text) }] as const);
	});
	return new Map(docs);
}

const filesBelow = (folder: string): readonly string[] =>
	readdirSync(folder, { withFileTypes: true })
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return filesBelow(path);
			return entry.name.endsWith(".ts") && !entry.name.endsWith(".generated.ts") ? [path] : [];
		})
		.sort();

const COMMENT = /\/\*\*[\s*]*(`keras\.layers\.(?:\w+\.)*([A-Z]\w*)`(?:(?!\*\/)[\s\S])*)\*\//g;

/** The comments that begin with the name of a layer. */
const commentsIn = (text: string): readonly (readonly [string, string])[] =>
	[...text.matchAll(COMMENT)].map(([, comment = "", name = ""]) => [
		name,
		comment.replace(/\s*\n\s*\*( |$)/gm, " ").trim(),
	]);

/** A comment is a name, a colon, the formula; sentences; then what of Keras it mirrors, which a page does not quote. */
function partsOf(comment: string): Pick<LayerDoc, "formula" | "sentence"> {
	const text = comment.replace(/\s*\bMirrors\b.*$/s, "");
	const start = text.indexOf(": ");
	if (start < 0) return { formula: undefined, sentence: text };
	const end = text.indexOf(". ", start);
	const first = text.slice(start + 2, end < 0 ? undefined : end).replace(/\.$/, "");
	const sentence = end < 0 ? "" : text.slice(end + 2).trim();
	return first.includes(" -> ")
		? { formula: first, sentence }
		: { formula: undefined, sentence: text.slice(start + 2) };
}
