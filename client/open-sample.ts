import { commands, type Disposable, window, workspace } from "vscode";
import { SAMPLE } from "./sample-text";

/** Opens the sample model, unsaved: no file of the user's is touched. */
export const registerOpenSample = (): Disposable =>
	commands.registerCommand("keraspec.openSample", async () => {
		const document = await workspace.openTextDocument({ language: "python", content: SAMPLE });
		await window.showTextDocument(document);
	});
