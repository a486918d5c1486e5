import { type Disposable, type Event, EventEmitter } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import {
	ANALYSED_NOTIFICATION,
	type AnalysedParams,
	GRAPH_REQUEST,
	type ModelGraphView,
	type ModelKey,
	type ModelSummaryView,
	OUTLINE_REQUEST,
	type OutlineModel,
	SUMMARY_REQUEST,
	type SummaryParams,
} from "../../shared/model-views";

/** What the server tells of models. */
export interface ModelSource extends Disposable {
	outline(uri: string): Promise<readonly OutlineModel[]>;
	summary(params: SummaryParams): Promise<ModelSummaryView | null>;
	graph(key: ModelKey): Promise<ModelGraphView | null>;
	/** The document that was analysed anew; undefined when the server has started, so that nothing is known of any. */
	readonly onChange: Event<string | undefined>;
}

export function createModelSource(client: BaseLanguageClient): ModelSource {
	const changes = new EventEmitter<string | undefined>();
	const listeners = [
		changes,
		client.onNotification(ANALYSED_NOTIFICATION, ({ uri }: AnalysedParams) => changes.fire(uri)),
		client.onDidChangeState(({ newState }) => {
			if (newState === State.Running) changes.fire(undefined);
		}),
	];
	return {
		outline: async (uri) => (await client.sendRequest<readonly OutlineModel[] | null>(OUTLINE_REQUEST, { uri })) ?? [],
		summary: (params) => client.sendRequest<ModelSummaryView | null>(SUMMARY_REQUEST, params),
		graph: (key) => client.sendRequest<ModelGraphView | null>(GRAPH_REQUEST, key),
		onChange: changes.event,
		dispose: () => {
			for (const each of listeners) each.dispose();
		},
	};
}
