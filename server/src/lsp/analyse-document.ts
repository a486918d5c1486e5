import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Settings } from "../../../shared/settings";
import { analyse } from "../ide/analyse";
import type { Analysis } from "../ide/analysis";
import { resolveVersions } from "../project/world";
import type { Workspace } from "./workspace";

/** An editor would rather have `?` soon than everything late. */
const MAX_MILLISECONDS = 2_000;

/** The analysis of a document among the files of its workspace. */
export function analyseDocument(document: TextDocument, settings: Settings, workspace: Workspace): Analysis {
	const { kerasVersion, tensorflowVersion, specPolicy, follow } = settings;
	return analyse(document.uri, document.getText(), {
		versions: resolveVersions(kerasVersion || undefined, tensorflowVersion || undefined),
		specPolicy,
		project: workspace.projectFor(document.uri, follow),
		parse: workspace.trees.parse,
		keepOthers: false,
		maxMilliseconds: MAX_MILLISECONDS,
	});
}
