import { window } from "vscode";
import type { ModelKey, OutlineModel } from "../../shared/model-views";
import type { ModelSource } from "./model-source";
import { nearestFirst, type Place } from "./nearest-first";

export interface NamedModel {
	readonly key: ModelKey;
	readonly name: string;
}

/** The model that a command was called with, as a code lens or the tree does, or else one of the program that is open. */
export async function chooseModel(
	called: unknown,
	source: ModelSource,
	active: string | undefined,
): Promise<NamedModel | undefined> {
	const key = readKey(called);
	const uri = key?.uri ?? active;
	const models = uri === undefined ? [] : await source.outline(uri);
	if (key) return { key, name: models.find(({ id }) => id === key.id)?.name ?? "model" };
	if (uri === undefined || models.length === 0) {
		void window.showInformationMessage("No Keras model was found. Open a Python file or notebook that makes one.");
		return undefined;
	}
	const model = models.length === 1 ? models[0] : await pick(nearestFirst(models, cursor()));
	return model && { key: { uri, id: model.id }, name: model.name };
}

/** Where the cursor is, as a place of its document. */
function cursor(): Place | undefined {
	const editor = window.activeTextEditor;
	return editor && { uri: editor.document.uri.toString(), line: editor.selection.active.line };
}

async function pick(models: readonly OutlineModel[]): Promise<OutlineModel | undefined> {
	const items = models.map((model) => ({
		label: model.name,
		description: model.kind,
		detail: model.signature,
		model,
	}));
	return (await window.showQuickPick(items, { placeHolder: "Which model?", matchOnDescription: true }))?.model;
}

function readKey(value: unknown): ModelKey | undefined {
	if (typeof value !== "object" || value === null || !("uri" in value) || !("id" in value)) return undefined;
	const { uri, id } = value;
	return typeof uri === "string" && typeof id === "string" ? { uri, id } : undefined;
}
