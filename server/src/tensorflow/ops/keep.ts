import { type DType, isFloating, isInteger } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import { defineOp, type OpArguments, type OpOptions } from "../op";
import { rejectDType } from "./elementwise";

export type Accepts = (dtype: DType) => boolean;

export const anyDType: Accepts = () => true;
export const complex: Accepts = (dtype) => typeof dtype === "string" && dtype.startsWith("complex");
export const floating: Accepts = isFloating;
export const real: Accepts = (dtype) => isFloating(dtype) || isInteger(dtype);
export const inexact: Accepts = (dtype) => isFloating(dtype) || complex(dtype);
export const number: Accepts = (dtype) => real(dtype) || complex(dtype);

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
