import type { FunctionModel, LibraryModel } from "../interpreter/api";
import { Raised } from "../interpreter/api";

/** What ends the program: nothing after it is executed. */
const exit = (name: string): FunctionModel => ({
	kind: "function",
	name,
	call: () => {
		throw new Raised("SystemExit");
	},
});

export const SYS: readonly LibraryModel[] = [
	exit("sys.exit"),
	exit("os._exit"),
	exit("builtins.exit"),
	exit("builtins.quit"),
];
