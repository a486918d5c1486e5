import type { DType } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import { defineOp, type OpArguments, type OpOptions } from "../op";
import { type Accepts, anyDType } from "./accepts";
import { rejectDType } from "./elementwise";

export type { Accepts } from "./accepts";
export { anyDType, complex, floating, inexact, number, real } from "./accepts";

/** What an operation is not registered for: in a graph a TypeError, on values the kernel's complaint. */
export function requireDType(args: OpArguments, name: string, dtype: DType, accepts: Accepts): void {
	if (typeof dtype === "string" && !accepts(dtype)) rejectDType(name, dtype, args);
}

/** An operation that keeps the shape of its first argument, and its dtype unless it says another. */
export function keep(
	names: string | readonly string[],
	text: string,
	accepts: Accepts = anyDType,
	result?: DType,
	options: OpOptions = {},
): FunctionModel {
	const first = /^\w+/.exec(text)?.[0] ?? "";
	const name = typeof names === "string" ? names : (names[0] ?? "");
	return defineOp(
		names,
		text,
		(args) => {
			const { shape, dtype } = args.tensor(first);
			requireDType(args, name, dtype, accepts);
			return { shape, dtype: result ?? dtype };
		},
		options,
	);
}
