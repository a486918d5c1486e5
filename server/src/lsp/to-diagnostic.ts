import {
	type Diagnostic,
	type DiagnosticRelatedInformation,
	DiagnosticSeverity,
	DiagnosticTag,
} from "vscode-languageserver";
import { diagnostics, type Diagnostic as Found } from "../ide/diagnostics";
import { ruleUrl } from "../ide/doc-links";
import type { Related } from "../rules/rule";
import type { Current } from "./analyses";
import { type DiagnosticData, keptActions } from "./diagnostic-data";
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
export function diagnosticsFor(current: Current, session: Session): Diagnostic[] {
	const { document, analysis, places, version } = current;
	if (current.isCopy || isCopy(document.uri)) return [];
	const own = diagnostics(analysis).filter((found) => places.holds(found));
	return own.map((found) => toDiagnostic(found, places, session, version));
}

/** Without a version, for a file that is not open, no edits are kept. */
export function toDiagnostic(found: Found, places: DocumentPlaces, session: Session, version?: number): Diagnostic {
	const can = supportOf(session);
	const related = can("relatedInformation") ? found.related.flatMap((each) => toRelated(each, places)) : [];
	const actions = version !== undefined && can("dataSupport") ? keptActions(found.actions, places) : [];
	return {
		range: places.rangeOf(found),
		severity: SEVERITIES[found.severity],
		source: SOURCE,
		code: found.code,
		...(can("codeDescriptionSupport") ? { codeDescription: { href: ruleUrl(found.code) } } : {}),
		message: found.message,
		...(found.isUnnecessary && can("tagSupport") ? { tags: [DiagnosticTag.Unnecessary] } : {}),
		...(related.length > 0 ? { relatedInformation: related } : {}),
		...(version !== undefined && actions.length > 0 ? { data: { version, actions } satisfies DiagnosticData } : {}),
	};
}

type Feature = "relatedInformation" | "dataSupport" | "codeDescriptionSupport" | "tagSupport";

/** Before 3.18 of the protocol, clients that pull said what diagnostics may hold where they speak of pushed ones. */
function supportOf({ capabilities }: Session): (feature: Feature) => boolean {
	const { publishDiagnostics, diagnostic } = capabilities.textDocument ?? {};
	return (feature) => Boolean(diagnostic?.[feature] ?? publishDiagnostics?.[feature]);
}

function toRelated({ origin, message }: Related, places: DocumentPlaces): DiagnosticRelatedInformation[] {
	const location = places.locationOf(origin);
	return location ? [{ location, message }] : [];
}
