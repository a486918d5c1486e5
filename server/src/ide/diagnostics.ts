import type { Finding, Related, Severity } from "../rules/rule";
import type { Analysis } from "./analysis";

export interface Diagnostic {
	readonly start: number;
	readonly end: number;
	readonly severity: Severity;
	readonly code: string;
	readonly message: string;
	readonly related: readonly Related[];
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
			related: distinct(finding.related),
		}));

/** As the last line of a traceback reads. */
export const headline = ({ exception, message }: Finding): string =>
	exception === undefined ? message : `${exception}: ${message}`;

function distinct(related: readonly Related[]): readonly Related[] {
	const key = ({ origin, message }: Related): string => `${origin.path}:${origin.start}:${origin.end}:${message}`;
	return [...new Map(related.map((each) => [key(each), each])).values()];
}
