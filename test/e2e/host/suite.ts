import assert from "node:assert/strict";
import * as vscode from "vscode";
import { poll } from "../support/poll";

const ID = "keraspec.keraspec";
const MAX_ACTIVATION = 1000;

const fileIn = (folder: number, name: string): vscode.Uri =>
	vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[folder]?.uri ?? assert.fail("no folder"), name);

const diagnosticsOf = (uri: vscode.Uri, count: number): Promise<readonly vscode.Diagnostic[]> =>
	poll(`${count} diagnostics of ${uri}`, () => {
		const found = vscode.languages.getDiagnostics(uri);
		return found.length === count && found;
	});

const hoverAt = async (uri: vscode.Uri, line: number, character: number): Promise<readonly string[]> => {
	const at = new vscode.Position(line, character);
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at);
	return hovers.map(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value).join("\n"));
};

const hintsOf = async (uri: vscode.Uri): Promise<readonly string[]> => {
	const all = new vscode.Range(0, 0, 100, 0);
	const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", uri, all);
	return hints.map(({ label }) => (typeof label === "string" ? label : label.map((part) => part.value).join("")));
};

const open = async (uri: vscode.Uri): Promise<vscode.TextDocument> => {
	const document = await vscode.workspace.openTextDocument(uri);
	await vscode.window.showTextDocument(document);
	return document;
};

describe("Keraspec", () => {
	const extension = vscode.extensions.getExtension(ID) ?? assert.fail("not installed");

	it("activates without waiting for its server", async () => {
		assert.equal(extension.isActive, false, "no Python file is open");
		const started = performance.now();
		await extension.activate();
		const taken = performance.now() - started;
		console.log(`VS Code ${vscode.version}, Node ${process.version}: activated in ${taken.toFixed(0)} ms`);
		assert.ok(taken < MAX_ACTIVATION, `${taken} ms`);
	});

	it("has the commands of its manifest", async () => {
		const known = new Set(await vscode.commands.getCommands(true));
		const declared = extension.packageJSON.contributes.commands as readonly { readonly command: string }[];
		assert.deepEqual(
			declared.filter(({ command }) => !known.has(command)),
			[],
		);
	});

	it("finds, hovers and hints in both folders of a workspace", async () => {
		const first = (await open(fileIn(0, "shapes.py"))).uri;
		const [found] = await diagnosticsOf(first, 1);
		const second = (await open(fileIn(1, "second.py"))).uri;
		assert.equal(found?.source, "keraspec");
		assert.deepEqual(found?.range, new vscode.Range(4, 7, 4, 27));
		const [other] = await diagnosticsOf(second, 1);
		assert.match(other?.message ?? "", /Dense/);
		assert.deepEqual(
			(await hoverAt(first, 6, 2)).map((text) => /\(None, 10\) float32/.test(text)),
			[true],
		);
		assert.deepEqual(await hintsOf(first), [
			": (None, 16, 32) float32",
			": (None, 32) float32",
			": (None, 10) float32",
			": (None, 16, 32) -> (None, 10)",
		]);
	});

	it("says the same of a text that was edited and edited back", async () => {
		const document = await open(fileIn(0, "shapes.py"));
		const before = JSON.stringify(await diagnosticsOf(document.uri, 1));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(3, 0), "(\n");
		await vscode.workspace.applyEdit(edit);
		await vscode.commands.executeCommand("undo");
		assert.match(document.lineAt(3).text, /^tokens/);
		await poll("the same", () => JSON.stringify(vscode.languages.getDiagnostics(document.uri)) === before);
	});

	it("follows a setting", async () => {
		const { uri } = await open(fileIn(0, "shapes.py"));
		const settings = vscode.workspace.getConfiguration("keraspec");
		await settings.update("inlayHints.dtypes", false, vscode.ConfigurationTarget.Workspace);
		await poll("no dtypes", async () => (await hintsOf(uri))[1] === ": (None, 32)");
		await settings.update("inlayHints.dtypes", true, vscode.ConfigurationTarget.Workspace);
		await poll("dtypes", async () => (await hintsOf(uri))[1] === ": (None, 32) float32");
	});

	it("mends what it found", async () => {
		const document = await open(fileIn(0, "shapes.py"));
		const [found] = await diagnosticsOf(document.uri, 1);
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			"vscode.executeCodeActionProvider",
			document.uri,
			found?.range,
		);
		const fix = actions.find(({ isPreferred }) => isPreferred) ?? assert.fail("no preferred fix");
		assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
		assert.equal(document.lineAt(4).text, "rows = list(tokens.shape)");
		await diagnosticsOf(document.uri, 0);
		await vscode.commands.executeCommand("undo");
		await diagnosticsOf(document.uri, 1);
	});

	it("takes a notebook for one program", async () => {
		const uri = fileIn(0, "notebook.ipynb");
		await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(uri));
		const cells = vscode.workspace.notebookDocuments.find((each) => each.uri.path === uri.path)?.getCells() ?? [];
		const [, , , sizes, wrong] = cells.map((cell) => cell.document.uri);
		assert.ok(sizes && wrong);
		await diagnosticsOf(sizes, 1);
		assert.match((await diagnosticsOf(wrong, 1))[0]?.message ?? "", /ndim|rank|dimension/i);
		assert.equal((await hoverAt(sizes, 1, 2)).length, 1);
	});

	it("starts again when asked to", async () => {
		const { uri } = await open(fileIn(0, "shapes.py"));
		await vscode.commands.executeCommand("keraspec.restart");
		await diagnosticsOf(uri, 1);
	});
});
