import { type Disposable, type ExtensionContext, ViewColumn, type WebviewPanel, window } from "vscode";
import {
	DEFAULT_BATCH_SIZE,
	isBatchSize,
	readSavedView,
	type SavedView,
	type ViewKind,
} from "../../shared/view-messages";
import { attachView, type PanelServices, titleOf } from "./model-panel";
import type { ModelSource } from "./model-source";
import { programOf } from "./programs";

const BATCH_SIZE_KEY = "keraspec.batchSize";
const KINDS: readonly ViewKind[] = ["graph", "summary"];
const typeOf = (kind: ViewKind): string => `keraspec.${kind}`;

export interface ModelPanels extends Disposable {
	/** Shows a view of a model: the one that there is, or a new one beside the editor. */
	show(view: SavedView): void;
}

/** One panel for a model and a kind of view. They come back when the window is loaded again. */
export function createModelPanels(context: ExtensionContext, source: ModelSource): ModelPanels {
	const { globalState, extensionUri } = context;
	const open = new Map<WebviewPanel, () => SavedView>();
	const services: PanelServices = {
		source,
		extensionUri,
		keepBatchSize: (batchSize) => void globalState.update(BATCH_SIZE_KEY, batchSize),
	};

	function attach(panel: WebviewPanel, view: SavedView): void {
		const kept = globalState.get(BATCH_SIZE_KEY);
		const start = { batchSize: isBatchSize(kept) ? kept : DEFAULT_BATCH_SIZE, ...view };
		open.set(panel, attachView(panel, start, services));
		panel.onDidDispose(() => open.delete(panel));
	}

	const serializers = KINDS.map((kind) =>
		window.registerWebviewPanelSerializer(typeOf(kind), {
			deserializeWebviewPanel: async (panel, state) => {
				const view = readSavedView(state);
				if (view?.kind === kind) attach(panel, view);
				else panel.dispose();
			},
		}),
	);

	return {
		show: (view) => {
			const shown = [...open].find(([, current]) => nameOf(current()) === nameOf(view));
			if (shown) shown[0].reveal();
			else attach(window.createWebviewPanel(typeOf(view.kind), titleOf(view), ViewColumn.Beside), view);
		},
		dispose: () => {
			for (const each of serializers) each.dispose();
		},
	};
}

/** A model of a notebook may be asked for by any of its cells. */
const nameOf = ({ kind, key }: SavedView): string => JSON.stringify([kind, programOf(key.uri), key.id]);
