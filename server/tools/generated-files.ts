import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/**
 * Writes what is generated, and removes files of `folders` that no longer are. With `--check` it only compares, and the
 * process fails when something is stale.
 */
export function settle(outputs: ReadonlyMap<string, string>, folders: readonly string[], kept: readonly string[] = []) {
	const known = folders.flatMap(filesIn).filter((path) => !kept.includes(path));
	const stale = [
		...[...outputs].filter(([path, text]) => read(path) !== text).map(([path]) => path),
		...known.filter((path) => !outputs.has(path)),
	];
	for (const path of stale) {
		const text = outputs.get(path);
		if (process.argv.includes("--check")) {
			console.error(`stale: ${relative(ROOT, path)}; run npm run generate`);
			process.exitCode = 1;
		} else if (text === undefined) {
			rmSync(path);
		} else {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
		}
	}
}

function read(path: string): string | undefined {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return undefined;
	}
}

function filesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder).map((name) => join(folder, name));
	} catch {
		return [];
	}
}
