import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Settings } from "../../../shared/settings";
import { type AnalyseOptions, analyse } from "../ide/analyse";
import type { Analysis } from "../ide/analysis";
import { resolveVersions } from "../project/world";
import type { Analysed } from "./analyses";
import { wholeDocument } from "./document-places";
import type { Workspace } from "./workspace";

/** An editor would rather have `?` soon than everything late. */
const MAX_MILLISECONDS = 2_000;

/** The analysis of a text among the files of its workspace. */
export function analyseText(
	uri: string,
	text: string,
	settings: Settings,
	workspace: Workspace,
	parse: AnalyseOptions["parse"] = workspace.trees.parse,
): Analysis {
	const { kerasVersion, tensorflowVersion, specPolicy, follow } = settings;
	return analyse(uri, text, {
		versions: resolveVersions(kerasVersion || undefined, tensorflowVersion || undefined),
		specPolicy,
		configuration: workspace.configuration,
		project: workspace.projectFor(uri, follow),
		parse,
		keepOthers: false,
		maxMilliseconds: MAX_MILLISECONDS,
	});
}

/** The analysis of a document by itself. */
export function analyseDocument(document: TextDocument, settings: Settings, workspace: Workspace): Analysed {
	const analysis = analyseText(document.uri, document.getText(), settings, workspace);
	return { analysis, places: wholeDocument(document, analysis, workspace.trees.at) };
}
