import { str, type Value } from "../domain";
import type { Core } from "./core";
import type { SearchedFolders } from "./module-source";

export interface SearchPaths {
	add(folder: string, where: "first" | "last"): void;
	/** Absent while the program has added none. */
	folders(): SearchedFolders | undefined;
}

/** What a program adds to `sys.path`; what it may have added is searched last. */
export function createSearchPaths(core: Core): SearchPaths {
	const added = new Map<string, Value>();
	const isFirst = (value: Value): boolean => value.kind === "str" && value.value === "first";
	return {
		add: (folder, where) => core.journal.setEntry(added, folder, str(where)),
		folders() {
			if (added.size === 0) return undefined;
			const all = [...added];
			const first = all.filter(([, value]) => isFirst(value)).map(([folder]) => folder);
			return { first: first.reverse(), last: all.filter(([, value]) => !isFirst(value)).map(([folder]) => folder) };
		},
	};
}
