import { ANALYSED_NOTIFICATION, type AnalysedParams } from "../../../shared/model-views";
import type { Server } from "./context";

/** `keraspec/analysed`: views ask again when there is something new. */
export function registerAnalysed({ analyses, connection, session }: Server): void {
	analyses.onDidAnalyse(({ document, version }) => {
		const params: AnalysedParams = { uri: document.uri, version };
		if (session.options.views) void connection.sendNotification(ANALYSED_NOTIFICATION, params);
	});
}
