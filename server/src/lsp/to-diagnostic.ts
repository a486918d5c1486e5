import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from "vscode-languageserver";
import { diagnostics, type Diagnostic as Found } from "../ide/diagnostics";
import type { Related } from "../rules/rule";
import type { Current } from "./analyses";
import type { DocumentPlaces } from "./document-places";
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
export function diagnosticsFor({ document, analysis, places }: Current, session: Session): Diagnostic[] {
	if (isCopy(document.uri)) return [];
	const own = diagnostics(analysis).filter((found) => places.holds(found));
	return own.map((found) => toDiagnostic(found, places, session));
}

function toDiagnostic(found: Found, places: DocumentPlaces, { capabilities }: Session): Diagnostic {
	const { publishDiagnostics, diagnostic } = capabilities.textDocument ?? {};
	const related = (diagnostic ?? publishDiagnostics)?.relatedInformation
		? found.related.flatMap((each) => toRelated(each, places))
		: [];
	return {
		range: places.rangeOf(found),
		severity: SEVERITIES[found.severity],
		source: SOURCE,
		code: found.code,
		message: found.message,
		...(related.length > 0 ? { relatedInformation: related } : {}),
	};
}

function toRelated({ origin, message }: Related, places: DocumentPlaces): DiagnosticRelatedInformation[] {
	const location = places.locationOf(origin);
	return location ? [{ location, message }] : [];
}
