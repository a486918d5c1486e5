import type { Analysis } from "./analysis";
import { annotateFunction } from "./annotate-function";
import type { Action } from "./code-actions";
import { sequentialInput } from "./sequential-input";
import { signatureActions } from "./signature-actions";

/** Rewritings that nothing is wrong without. */
export const rewrites = (analysis: Analysis, start: number, end: number): readonly Action[] => [
	...signatureActions(analysis, start, end),
	...sequentialInput(analysis, start),
	...annotateFunction(analysis, start),
];
