import { type InlayHint, InlayHintKind, type InlayHintLabelPart } from "vscode-languageserver";
import { hoverOfPlace } from "../ide/hover";
import type { Hint, HintPart } from "../ide/inlay-hints";
import { type ShownHints, stableHints } from "../ide/stable-hints";
import type { Current } from "./analyses";
import { answer } from "./answer";
import type { Server } from "./context";
import { toOffsets } from "./convert";
import type { DocumentPlaces } from "./document-places";
import { renderHover } from "./markup";
import { oncePerTurn } from "./turns";

/** Longer than a pause between two keys. */
const REST = 4000;

/** What `inlayHint/resolve` needs to find its hint again. */
interface HintData {
	readonly uri: string;
	readonly version: number;
	readonly start: number;
	readonly end: number;
}

export function registerInlayHint(server: Server): void {
	const { connection, configuration, session, documents } = server;
	/** By the path of the analysis, which is that of the notebook for cells. */
	const shown = new Map<string, ShownHints>();
	documents.onDidClose(({ document }) => shown.delete(document.uri));
	const timers = new Map<string, NodeJS.Timeout>();
	/** What the program does not say any more is taken away when nobody types. */
	const settle = (path: string, isDated: boolean): void => {
		clearTimeout(timers.get(path));
		timers.delete(path);
		if (!isDated) return;
		const forget = (): void => {
			timers.delete(path);
			if (shown.delete(path)) refresh();
		};
		timers.set(path, setTimeout(forget, REST));
	};
	connection.languages.inlayHint.on(({ textDocument, range }, token) =>
		answer(server, textDocument.uri, token, (current): InlayHint[] => {
			const options = current.settings.inlayHints;
			if (!options.enabled) return [];
			const [start, end] = toOffsets(current, range);
			const { analysis } = current;
			const all = stableHints(analysis, options, shown.get(analysis.path));
			shown.set(analysis.path, all);
			settle(analysis.path, all.isDated);
			const hints = all.hints.filter(({ offset }) => offset >= start && offset <= end);
			return hints.map((hint) => toInlayHint(hint, current));
		}),
	);
	connection.languages.inlayHint.resolve((hint) => resolveTooltip(hint, server));
	const refresh = (): void => {
		if (session.capabilities.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
	};
	configuration.onDidChange(refresh);
	server.analyses.onDidInvalidate(oncePerTurn(refresh));
}

function toInlayHint(hint: Hint, { document, version, places }: Current): InlayHint {
	const data: HintData = { uri: document.uri, version, ...hint.subject };
	return {
		position: places.rangeOf({ start: hint.offset, end: hint.offset }).start,
		label: hint.parts.map((part) => toLabelPart(part, places)),
		kind: InlayHintKind.Type,
		paddingLeft: hint.kind === "output",
		data,
	};
}

function toLabelPart({ text, origin }: HintPart, places: DocumentPlaces): InlayHintLabelPart {
	const location = origin && places.locationOf(origin);
	return { value: text, ...(location ? { location } : {}) };
}

/** Only the tooltip comes late: a label that changed on resolving would make the text jump. */
function resolveTooltip(hint: InlayHint, { analyses, session }: Server): InlayHint {
	const data = hint.data as HintData | undefined;
	const current = data && analyses.latest(data.uri);
	if (!data || current?.version !== data.version) return hint;
	const hover = hoverOfPlace(current.analysis, data, current.places.lineName);
	if (!hover) return hint;
	const formats = session.capabilities.textDocument?.hover?.contentFormat;
	return { ...hint, tooltip: renderHover(hover, current.analysis, current.places, formats) };
}
