import { DocumentDiagnosticRequest, RegistrationRequest, UnregistrationRequest } from "vscode-languageserver";
import type { Server } from "./context";
import { DIAGNOSTICS, diagnosticOptions, isWorkspaceMode } from "./initialize";
import { pullsDiagnostics } from "./session";

export interface WorkspaceMode {
	/** Whether files that are not open are given diagnostics, too. */
	readonly isOn: boolean;
	onDidChange(listener: () => void): void;
}

/**
 * Follows `keraspec.diagnosticMode`. A client that pulls learns of workspace diagnostics when the server registers: what
 * was said at first is taken back, and said anew.
 */
export function createWorkspaceMode(server: Server): WorkspaceMode {
	const { connection, session, configuration, log } = server;
	const listeners: (() => void)[] = [];
	let isOn = false;
	let isRegistered: boolean | undefined;

	async function read(): Promise<void> {
		const [folder] = session.folders;
		const mode = folder === undefined ? "openFilesOnly" : (await configuration.of(folder)).diagnosticMode;
		const before = isOn;
		isOn = mode === "workspace";
		if (isOn === before) return;
		log.info(isOn ? "diagnostics of the whole workspace" : "diagnostics of open files");
		await register();
		for (const listener of listeners) listener();
	}

	async function register(): Promise<void> {
		isRegistered ??= isWorkspaceMode(session.options.settings);
		const canChange = session.capabilities.textDocument?.diagnostic?.dynamicRegistration === true;
		if (!pullsDiagnostics(session) || !canChange || isRegistered === isOn) return;
		isRegistered = isOn;
		const method = DocumentDiagnosticRequest.method;
		await connection.sendRequest(UnregistrationRequest.type, { unregisterations: [{ id: DIAGNOSTICS, method }] });
		const registerOptions = diagnosticOptions(isOn);
		await connection.sendRequest(RegistrationRequest.type, {
			registrations: [{ id: DIAGNOSTICS, method, registerOptions }],
		});
	}

	connection.onInitialized(() => void read());
	configuration.onDidChange(() => void read());
	return {
		get isOn() {
			return isOn;
		},
		onDidChange: (listener) => void listeners.push(listener),
	};
}
