import { type CodeLens, CodeLensRefreshRequest } from "vscode-languageserver";
import { type ModelKey, SHOW_GRAPH_COMMAND, SHOW_SUMMARY_COMMAND } from "../../../shared/model-views";
import type { ModelSummary } from "../ide/analysis";
import type { Current } from "./analyses";
import { answer } from "./answer";
import type { Server } from "./context";
import { shownModels, signatureOf } from "./shown-models";
import { oncePerTurn } from "./turns";

/** `textDocument/codeLens`: above each model what it takes and gives, and a way to its views. */
export function registerCodeLens(server: Server): void {
	const { connection, configuration, session, analyses } = server;
	connection.onCodeLens(({ textDocument: { uri } }, token) =>
		answer(server, uri, token, (current) => (current.settings.codeLens.enabled ? lensesOf(current, server) : [])),
	);
	const refresh = (): void => {
		if (session.options.views && session.capabilities.workspace?.codeLens?.refreshSupport)
			void connection.sendRequest(CodeLensRefreshRequest.type);
	};
	configuration.onDidChange(refresh);
	analyses.onDidInvalidate(oncePerTurn(refresh));
}

function lensesOf(current: Current, server: Server): CodeLens[] {
	const shown = shownModels(current, server);
	const atPlace = new Map<string, ModelSummary[]>();
	for (const model of shown.analysis.models) {
		const key = `${model.origin.start}:${model.origin.end}`;
		atPlace.set(key, [...(atPlace.get(key) ?? []), model]);
	}
	return [...atPlace.values()].flatMap((models): CodeLens[] => {
		const [model] = models;
		const origin = model && shown.place(model.origin);
		if (!origin || !current.places.holds(origin)) return [];
		const range = current.places.rangeOf(origin);
		const key: ModelKey = { uri: current.document.uri, id: shown.idOf(model) };
		const of = models.length > 1 ? ` · 1 of ${models.length} models` : "";
		return [
			{ range, command: { title: `${titleOf(model)}${of}`, command: SHOW_GRAPH_COMMAND, arguments: [key] } },
			{ range, command: { title: "Summary", command: SHOW_SUMMARY_COMMAND, arguments: [key] } },
		];
	});
}

function titleOf(model: ModelSummary): string {
	const { kind, totalParams } = model;
	const count = totalParams === "?" ? "?" : totalParams.toLocaleString("en-US");
	const params = `${count} ${totalParams === 1 ? "parameter" : "parameters"}`;
	const signature = signatureOf(model);
	return `${kind}${signature === "" ? "" : ` ${signature}`} · ${params}`;
}
