import type { Analysis } from "./analysis";
import { annotateFunction } from "./annotate-function";
import type { Action } from "./code-actions";
import { inputActions } from "./input-actions";
import { signatureActions } from "./signature-actions";

/** Rewritings that nothing is wrong without. */
export const rewrites = (analysis: Analysis, start: number, end: number): readonly Action[] => [
	...signatureActions(analysis, start, end),
	...inputActions(analysis, start, end),
	...annotateFunction(analysis, start),
];
