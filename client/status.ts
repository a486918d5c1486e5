import { type Disposable, LanguageStatusSeverity, languages } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";

/** The entry under the braces of the status bar: whether the server runs, and a way to its log. */
export function createStatus(client: BaseLanguageClient): Disposable {
	const item = languages.createLanguageStatusItem("keraspec.status", { language: "python" });
	item.name = "Keraspec";
	item.command = { command: "keraspec.showLog", title: "Show Log" };
	const show = (state: State): void => {
		item.busy = state === State.Starting;
		item.text = state === State.Stopped ? "Keraspec: stopped" : "Keraspec";
		item.severity = state === State.Stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
	};
	show(client.state);
	client.onDidChangeState(({ newState }) => show(newState));
	return item;
}
