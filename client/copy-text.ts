import { commands, type Disposable, env, window } from "vscode";
import { COPY_TEXT_COMMAND } from "../shared/copy-text";

const SHOWN_FOR = 3000;

/** For actions that give a text and change nothing. */
export const registerCopyText = (): Disposable =>
	commands.registerCommand(COPY_TEXT_COMMAND, async (text: unknown) => {
		if (typeof text !== "string") return;
		await env.clipboard.writeText(text);
		window.setStatusBarMessage(`$(check) Copied ${text}`, SHOWN_FOR);
	});
