import { commands, type Disposable, type ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { SHOW_GRAPH_COMMAND, SHOW_SUMMARY_COMMAND, type ViewLocation } from "../../shared/model-views";
import type { ViewKind } from "../../shared/view-messages";
import { chooseModel } from "./choose-model";
import { createModelPanels } from "./model-panels";
import { createModelSource } from "./model-source";
import { createModelTree, REVEAL_COMMAND } from "./model-tree";
import { followActiveProgram } from "./programs";
import { revealCode } from "./reveal";

/** The views of models: summary, graph, and the tree in the Explorer. */
export function createModelViews(context: ExtensionContext, client: BaseLanguageClient): readonly Disposable[] {
	const source = createModelSource(client);
	const active = followActiveProgram();
	const panels = createModelPanels(context, source);
	const show =
		(kind: ViewKind) =>
		async (called: unknown): Promise<void> => {
			const chosen = await chooseModel(called, source, active.current());
			if (chosen) panels.show({ kind, ...chosen });
		};
	return [
		source,
		active,
		panels,
		createModelTree(source, active),
		commands.registerCommand(SHOW_GRAPH_COMMAND, show("graph")),
		commands.registerCommand(SHOW_SUMMARY_COMMAND, show("summary")),
		commands.registerCommand(REVEAL_COMMAND, (location: ViewLocation) => revealCode(location, false)),
	];
}
