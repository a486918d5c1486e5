import type { Analysis } from "./analysis";
import type { Action } from "./code-actions";
import { copySpec } from "./copy-spec";
import { inputActions } from "./input-actions";
import { signatureActions } from "./signature-actions";
import { specComment } from "./spec-comment";

/** Rewritings that nothing is wrong without. */
export const rewrites = (analysis: Analysis, start: number, end: number): readonly Action[] => [
	...signatureActions(analysis, start, end),
	...inputActions(analysis, start, end),
];

/** What could be done at almost every place, and is shown only to who asks. */
export const onDemand = (analysis: Analysis, start: number, end: number): readonly Action[] => [
	...specComment(analysis, start),
	...copySpec(analysis, start, end),
];
