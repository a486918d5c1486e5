import { shorten } from "../rules/report";
import type { Finding, Related, Severity } from "../rules/rule";
import type { Analysis } from "./analysis";
import { type Action, actionsOf } from "./code-actions";

export interface Diagnostic {
	readonly start: number;
	readonly end: number;
	readonly severity: Severity;
	readonly code: string;
	readonly message: string;
	readonly related: readonly Related[];
	/** Whether it is about code that could as well not be there. */
	readonly isUnnecessary: boolean;
	/** What can be done about it. */
	readonly actions: readonly Action[];
}

/** The findings of a file as an editor shows them. */
export const diagnostics = (analysis: Analysis): readonly Diagnostic[] =>
	analysis.findings
		.filter((finding) => finding.origin.path === analysis.path)
		.map((finding) => ({
			start: finding.origin.start,
			end: finding.origin.end,
			severity: finding.severity,
			code: finding.code,
			message: headline(finding),
			related: finding.related,
			isUnnecessary: finding.code === "unused-suppression",
			actions: actionsOf(finding, analysis),
		}));

/** As the last line of a traceback reads. */
export const headline = ({ exception, message }: Finding): string =>
	shorten(exception === undefined ? message : `${exception}: ${message}`);
