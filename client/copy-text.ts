import { commands, type Disposable, env, window } from "vscode";
import { COPY_COMMAND } from "../shared/copy-text";

/** What code actions of the server call that have something to copy. */
export const registerCopyText = (): Disposable =>
	commands.registerCommand(COPY_COMMAND, async (text: unknown) => {
		if (typeof text !== "string") return;
		await env.clipboard.writeText(text);
		window.setStatusBarMessage(`Copied ${text}`, 4000);
	});
