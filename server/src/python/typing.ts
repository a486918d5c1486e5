import { bool } from "../domain";
import type { LibraryModel } from "../interpreter/api";

/** What of `typing` is more than an annotation. */
export const TYPING: readonly LibraryModel[] = [
	{
		kind: "constant",
		name: "typing.TYPE_CHECKING",
		aliases: ["typing_extensions.TYPE_CHECKING"],
		value: () => bool(false),
	},
];
