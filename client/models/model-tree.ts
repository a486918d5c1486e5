import {
	commands,
	type Disposable,
	EventEmitter,
	ThemeIcon,
	type TreeDataProvider,
	TreeItem,
	TreeItemCollapsibleState,
	window,
} from "vscode";
import type { ModelSource } from "./model-source";
import { type ActiveProgram, programOf } from "./programs";
import { createRefresher } from "./refresher";
import { entriesOf, type TreeEntry } from "./tree-entries";

/** Goes to code without moving the keyboard; not for the palette. */
export const REVEAL_COMMAND = "keraspec.revealInCode";
/** Becomes true with the first model of a window: projects without Keras never see the tree. */
const CONTEXT_KEY = "keraspec.hasModels";

const ICONS: Readonly<Record<TreeEntry["kind"], string>> = {
	model: "type-hierarchy",
	"inner-model": "type-hierarchy-sub",
	layer: "symbol-method",
};

/** The models of the active editor and their layers, in the Explorer. */
export function createModelTree(source: ModelSource, active: ActiveProgram): Disposable {
	const changes = new EventEmitter<void>();
	let entries: readonly TreeEntry[] = [];
	let known = false;

	const provider: TreeDataProvider<TreeEntry> = {
		onDidChangeTreeData: changes.event,
		getChildren: (entry) => [...(entry ? entry.children : entries)],
		getTreeItem: itemOf,
	};
	const view = window.createTreeView("keraspec.models", { treeDataProvider: provider, showCollapseAll: true });

	const refresher = createRefresher(
		async () => {
			const uri = active.current();
			return uri === undefined ? [] : entriesOf(uri, await source.outline(uri));
		},
		(found) => {
			if (JSON.stringify(found) === JSON.stringify(entries)) return;
			entries = found;
			if (!known && found.length) {
				known = true;
				void commands.executeCommand("setContext", CONTEXT_KEY, true);
			}
			changes.fire();
		},
	);
	const refresh = (): void => {
		if (!known || view.visible) refresher.refresh();
	};
	const listeners = [
		changes,
		view,
		active.onChange(refresh),
		view.onDidChangeVisibility(refresh),
		source.onChange((uri) => {
			const current = active.current();
			if (uri === undefined || (current !== undefined && programOf(uri) === programOf(current))) refresh();
		}),
	];
	refresh();
	return {
		dispose: () => {
			refresher.stop();
			for (const each of listeners) each.dispose();
		},
	};
}

function itemOf(entry: TreeEntry): TreeItem {
	const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
	const item = new TreeItem(
		entry.label,
		entry.children.length === 0 ? None : entry.kind === "model" ? Expanded : Collapsed,
	);
	item.id = entry.place;
	item.description = entry.description;
	item.tooltip = entry.tooltip;
	item.iconPath = new ThemeIcon(ICONS[entry.kind]);
	item.contextValue = entry.kind;
	if (entry.location) item.command = { command: REVEAL_COMMAND, title: "Go to Code", arguments: [entry.location] };
	return item;
}
