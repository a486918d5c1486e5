import { Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages, window } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { WORLD_CHANGED_NOTIFICATION, WORLD_REQUEST, type WorldStatus } from "../shared/world-status";

/**
 * The entry under the braces of the status bar: which versions the active document is read with, and a way to others. While
 * the server does not run, that, and a way to its log.
 */
export function createStatus(client: BaseLanguageClient): Disposable {
	const item = languages.createLanguageStatusItem("keraspec.status", { language: "python" });
	item.name = "Keraspec";
	let asked = 0;

	async function show(): Promise<void> {
		asked += 1;
		const own = asked;
		const document = window.activeTextEditor?.document;
		if (client.state !== State.Running || document?.languageId !== "python") return showState(item, client.state);
		const uri = client.code2ProtocolConverter.asUri(document.uri);
		const status = await client.sendRequest<WorldStatus>(WORLD_REQUEST, { uri }).catch(() => undefined);
		// Another editor may be active by now.
		if (own !== asked) return;
		if (status) showWorld(item, status);
		else showState(item, client.state);
	}

	void show();
	return Disposable.from(
		item,
		client.onDidChangeState(() => void show()),
		client.onNotification(WORLD_CHANGED_NOTIFICATION, () => void show()),
		window.onDidChangeActiveTextEditor(() => void show()),
	);
}

function showState(item: LanguageStatusItem, state: State): void {
	item.busy = state === State.Starting;
	item.text = state === State.Stopped ? "Keraspec: stopped" : "Keraspec";
	item.detail = "";
	item.severity = state === State.Stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
	item.command = { command: "keraspec.showLog", title: "Show Log" };
}

function showWorld(item: LanguageStatusItem, { keras, tensorflow, reason, project }: WorldStatus): void {
	const mistakes = project?.problems ?? 0;
	item.busy = false;
	item.text = `Keras ${keras} · TF ${tensorflow.replace(/^(\d+\.\d+).*$/, "$1")}`;
	item.detail = mistakes > 0 ? `${reason}; mistakes in pyproject.toml: ${mistakes}` : reason;
	item.severity = mistakes > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
	item.command = { command: "keraspec.selectVersion", title: "Select Version" };
}
