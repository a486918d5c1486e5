import type { TextDocument } from "vscode-languageserver-textdocument";
import { type AnalyseOptions, analyse } from "../ide/analyse";
import type { Analysis } from "../ide/analysis";
import { createTrees } from "../project/trees";
import type { Analysed } from "./analyses";
import { wholeDocument } from "./document-places";
import type { DocumentSettings } from "./surroundings";
import type { Workspace } from "./workspace";

/** An editor would rather have `?` soon than everything late. */
const MAX_MILLISECONDS = 2_000;

/** The analysis of a text among the files of its workspace. */
export function analyseText(
	uri: string,
	text: string,
	settings: DocumentSettings,
	workspace: Workspace,
	parse: AnalyseOptions["parse"] = workspace.trees.parse,
): Analysis {
	const { versions, specPolicy, rules, follow } = settings;
	return analyse(uri, text, {
		versions,
		specPolicy,
		rules,
		configuration: workspace.configuration,
		project: workspace.projectFor(uri, follow),
		parse,
		keepOthers: false,
		maxMilliseconds: MAX_MILLISECONDS,
	});
}

/** The analysis of a document by itself. */
export function analyseDocument(document: TextDocument, settings: DocumentSettings, workspace: Workspace): Analysed {
	const analysis = analyseText(document.uri, document.getText(), settings, workspace);
	// The trees that are kept are those of texts that are really there.
	const analyseAgain = (text: string): Analysis =>
		analyseText(document.uri, text, settings, workspace, createTrees().parse);
	return { analysis, analyseAgain, places: wholeDocument(document, analysis) };
}
