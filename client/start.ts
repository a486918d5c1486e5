import { commands, type ExtensionContext, type Uri, window } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { InitializationOptions } from "../shared/initialization";
import { registerCopyText } from "./copy-text";
import { registerDebugInformation } from "./debug-information";
import { createModelViews } from "./models/models";
import { registerOpenSample } from "./open-sample";
import { followEnvironments } from "./python-environment";
import { createQuarantine } from "./quarantine";
import { registerSelectVersion } from "./select-version";
import { sendFiles } from "./send-files";
import { createStatus } from "./status";

export interface RunningClient {
	stop(): Promise<void>;
}

/** What desktop and web have in common: the client, its commands and its status item. */
export function startClient(
	context: ExtensionContext,
	create: (options: LanguageClientOptions) => BaseLanguageClient,
	isReadByServer: (uri: Uri) => boolean,
): RunningClient {
	const quarantine = createQuarantine();
	// A channel of the client's own would be gone with every restart, from under the eyes of who reads it.
	const log = window.createOutputChannel("Keraspec", { log: true });
	const client = create({
		// The server reads settings from it, and shows mistakes in it; VS Code itself has no language for it.
		documentSelector: [{ language: "python" }, { pattern: "**/pyproject.toml" }],
		outputChannel: log,
		initializationOptions: (): InitializationOptions => ({
			quarantined: quarantine.documents(),
			views: true,
			status: true,
			copies: true,
		}),
		// Of a tab that was in the background while something changed, too.
		diagnosticPullOptions: { onChange: true, onFocus: true, onTabs: true },
		errorHandler: quarantine.errorHandler,
		middleware: quarantine.middleware,
	});
	context.subscriptions.push(
		client,
		createStatus(client),
		sendFiles(client, isReadByServer),
		...createModelViews(context, client),
		registerOpenSample(),
		registerCopyText(),
		followEnvironments(client),
		registerSelectVersion(client),
		registerDebugInformation(client),
		commands.registerCommand("keraspec.restart", async () => {
			quarantine.clear();
			if (client.isRunning()) await client.stop();
			await client.start();
		}),
		commands.registerCommand("keraspec.showLog", () => log.show()),
		log,
	);
	// Nothing in VS Code waits for the server: who activates us gets control back at once.
	const started = client.start().catch((error: unknown) => client.error("The server did not start", error, false));
	return {
		async stop() {
			await started;
			if (client.isRunning()) await client.stop();
		},
	};
}
