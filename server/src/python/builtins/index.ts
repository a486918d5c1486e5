import { str } from "../../domain";
import { formatValue, type LibraryModel } from "../../interpreter/api";
import { textOf } from "../arguments";
import { classBuiltins } from "./classes";
import { CONVERSIONS } from "./conversions";
import { define } from "./define";
import { EXCEPTIONS } from "./exceptions";
import { ITERATION } from "./iteration";
import { NUMBERS } from "./numbers";
import { SCOPES } from "./scopes";

/** Python's builtins, as far as model code uses them. */
export const BUILTINS: readonly LibraryModel[] = [
	...CONVERSIONS,
	...NUMBERS,
	...ITERATION,
	define("format", "value, format_spec='', /", (bound, call) => {
		const text = formatValue(bound.get("value"), textOf(bound.get("format_spec")), undefined, call.machine);
		return text === undefined ? { kind: "str" } : str(text);
	}),
	...EXCEPTIONS,
	...SCOPES,
	...classBuiltins,
];
