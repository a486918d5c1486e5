import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from "vscode-languageserver";
import type { Analysis } from "../ide/analysis";
import { diagnostics, type Diagnostic as Found } from "../ide/diagnostics";
import type { Related } from "../rules/rule";
import { toRange } from "./convert";
import { isCopy } from "./documents";
import type { Session } from "./session";

export const SOURCE = "keraspec";

const SEVERITIES = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
} as const;

/** What the client is told about a document, pushed or pulled. */
export function diagnosticsFor(analysis: Analysis, session: Session): Diagnostic[] {
	return isCopy(analysis.path) ? [] : diagnostics(analysis).map((found) => toDiagnostic(found, analysis, session));
}

function toDiagnostic(found: Found, analysis: Analysis, { capabilities }: Session): Diagnostic {
	const { publishDiagnostics, diagnostic } = capabilities.textDocument ?? {};
	const related = (diagnostic ?? publishDiagnostics)?.relatedInformation
		? found.related.flatMap((each) => toRelated(each, analysis))
		: [];
	return {
		range: toRange(analysis, found),
		severity: SEVERITIES[found.severity],
		source: SOURCE,
		code: found.code,
		message: found.message,
		...(related.length > 0 ? { relatedInformation: related } : {}),
	};
}

function toRelated({ origin, message }: Related, analysis: Analysis): DiagnosticRelatedInformation[] {
	if (origin.path !== analysis.path) return [];
	return [{ location: { uri: analysis.path, range: toRange(analysis, origin) }, message }];
}
