import { commands, type ExtensionContext } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { InitializationOptions } from "../shared/initialization";
import { registerDebugInformation } from "./debug-information";
import { followEnvironments } from "./python-environment";
import { createQuarantine } from "./quarantine";
import { registerSelectVersion } from "./select-version";
import { createStatus } from "./status";

export interface RunningClient {
	stop(): Promise<void>;
}

/** What desktop and web have in common: the client, its commands and its status item. */
export async function startClient(
	context: ExtensionContext,
	create: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<RunningClient> {
	const quarantine = createQuarantine();
	const client = create({
		// The server reads settings from it, and shows mistakes in it; VS Code itself has no language for it.
		documentSelector: [{ language: "python" }, { pattern: "**/pyproject.toml" }],
		initializationOptions: (): InitializationOptions => ({ quarantined: quarantine.documents(), status: true }),
		errorHandler: quarantine.errorHandler,
		middleware: quarantine.middleware,
	});
	context.subscriptions.push(
		client,
		createStatus(client),
		followEnvironments(client),
		registerSelectVersion(client),
		registerDebugInformation(client),
		commands.registerCommand("keraspec.restart", async () => {
			quarantine.clear();
			if (client.isRunning()) await client.stop();
			await client.start();
		}),
		commands.registerCommand("keraspec.showLog", () => client.outputChannel.show()),
	);
	await client.start();
	return client;
}
