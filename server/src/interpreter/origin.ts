import type { Origin } from "../domain";
import type { Scope } from "./machine";

export const originOf = (node: { readonly start: number; readonly end: number }, scope: Scope): Origin => ({
	path: scope.path,
	start: node.start,
	end: node.end,
});
