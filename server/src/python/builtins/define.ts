import type { Value } from "../../domain";
import type { Bound, FunctionModel, LibraryCall } from "../../interpreter/api";
import { defineFunction } from "../function";

/** One of Python's builtins by its signature. */
export const define = (name: string, text: string, run: (bound: Bound, call: LibraryCall) => Value): FunctionModel =>
	defineFunction(`builtins.${name}`, text, run);
