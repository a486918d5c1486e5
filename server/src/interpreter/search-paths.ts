import type { Core } from "./core";
import type { SearchedFolders } from "./module-source";

export interface SearchPaths {
	add(folder: string, where: "first" | "last"): void;
	/** Absent while the program has added none. */
	folders(): SearchedFolders | undefined;
}

const NONE: SearchedFolders = { first: [], perhaps: [], last: [] };

/** Where paths meet, what only one of them added to the front is there perhaps. */
function join(a: SearchedFolders, b: SearchedFolders): SearchedFolders {
	const first = a.first.filter((each) => b.first.includes(each));
	const only = [...a.first, ...b.first].filter((each) => !first.includes(each));
	return {
		first,
		perhaps: [...new Set([...a.perhaps, ...b.perhaps, ...only])],
		last: [...new Set([...a.last, ...b.last])],
	};
}

/** What a program adds to `sys.path`. */
export function createSearchPaths(core: Core): SearchPaths {
	const state = { added: NONE };
	function add(folder: string, where: "first" | "last"): void {
		const { first, perhaps, last } = state.added;
		const added =
			where === "first" ? { first: [folder, ...first], perhaps, last } : { first, perhaps, last: [...last, folder] };
		core.journal.setField(state, "added", added, join);
	}
	return { add, folders: () => (state.added === NONE ? undefined : state.added) };
}
