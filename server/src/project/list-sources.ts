import { joinPath } from "./paths";
import { foldersOf, type SourceFiles } from "./source-files";
import { isEnvironment, isSkippedFolder, isSourceName } from "./source-names";

/** The programs below a folder, as they are found, in the order of their names. Links to folders are not followed. */
export function* sourcesIn(folder: string, files: SourceFiles): Generator<string> {
	const names = [...files.list(folder)].sort((a, b) => (a < b ? -1 : 1));
	if (isEnvironment(names)) return;
	const folders = new Set(foldersOf(folder, files));
	for (const name of names) {
		const path = joinPath(folder, name);
		if (isSourceName(name) && files.isFile(path)) yield path;
		else if (folders.has(name) && !isSkippedFolder(name)) yield* sourcesIn(path, files);
	}
}

/** What a text tells of whether it is worth executing. */
export interface TextFacts {
	readonly mentionsKeras: boolean;
	/** The words of its import statements. */
	readonly imports: ReadonlySet<string>;
}

export function factsOf(text: string): TextFacts {
	const lines = text.match(/^[ \t"]*(?:import|from)\s.*(?:\([^)]*\))?/gm) ?? [];
	return {
		mentionsKeras: /keras|tensorflow/i.test(text),
		imports: new Set(lines.flatMap((line) => line.match(/\w+/g) ?? [])),
	};
}

/** Those that speak of Keras or TensorFlow, and those that import one of these by its name, directly or not. */
export function worthExecuting(facts: ReadonlyMap<string, TextFacts>): readonly string[] {
	const chosen = new Set([...facts].flatMap(([path, { mentionsKeras }]) => (mentionsKeras ? [path] : [])));
	for (let before = -1; before !== chosen.size; ) {
		before = chosen.size;
		const names = new Set([...chosen].map(moduleName));
		for (const [path, { imports }] of facts)
			if (!chosen.has(path) && [...imports].some((name) => names.has(name))) chosen.add(path);
	}
	return [...facts.keys()].filter((path) => chosen.has(path));
}

/** A package goes by the name of its folder. */
const moduleName = (path: string): string => {
	const parts = path.replace(/\.(?:py|ipynb)$/, "").split("/");
	return (parts.at(-1) === "__init__" ? parts.at(-2) : parts.at(-1)) ?? "";
};
