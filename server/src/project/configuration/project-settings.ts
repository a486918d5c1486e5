import { joinPath } from "../paths";
import type { SourceFiles } from "../source-files";
import { overlaySettings } from "./apply-project";
import type { KnownSettings } from "./editor-settings";
import { foldersAround, PYPROJECT, relativeTo } from "./find-configuration";
import { type KeraspecTable, type ReadTable, readKeraspecTable, valuesFor } from "./keraspec-table";

export interface ReadProject extends ReadTable {
	readonly path: string;
	readonly text: string;
}

/** What the `pyproject.toml` files of some programs say to Keraspec. Each is read once for each of its texts. */
export interface ProjectSettings {
	/** What the nearest file with a `[tool.keraspec]` says over what was known before. */
	settingsFor(path: string, workspace: readonly string[], before: KnownSettings): KnownSettings;
	/** A file as it was last read; absent when there is none. */
	read(path: string): ReadProject | undefined;
	/** All that are of use for some program that was asked for. */
	used(): readonly string[];
}

export function createProjectSettings(files: SourceFiles, codes: readonly string[]): ProjectSettings {
	const known = new Map<string, ReadProject>();
	/** While a file is being edited, what it said when it could be read last. */
	const good = new Map<string, KeraspecTable>();
	const used = new Set<string>();

	function read(path: string): ReadProject | undefined {
		const text = files.read(path);
		if (text === undefined) {
			known.delete(path);
			good.delete(path);
			return undefined;
		}
		const before = known.get(path);
		if (before?.text === text) return before;
		const now = { ...readKeraspecTable(text, codes), path, text };
		known.set(path, now);
		if (now.table) good.set(path, now.table);
		else if (!now.isBroken) good.delete(path);
		return now;
	}

	return {
		settingsFor(path, workspace, before) {
			for (const folder of foldersAround(path, workspace, files)) {
				const file = joinPath(folder, PYPROJECT);
				const found = read(file);
				if (found && (found.table || found.problems.length > 0)) used.add(file);
				const table = found?.table ?? (found?.isBroken ? good.get(file) : undefined);
				if (!table) continue;
				const values = valuesFor(table, relativeTo(folder, path));
				return overlaySettings(before, values, { kind: "pyproject", path: file });
			}
			return before;
		},
		read,
		used: () => [...used],
	};
}
