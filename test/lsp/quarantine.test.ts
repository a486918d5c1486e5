import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analyses, createAnalyses } from "../../server/src/lsp/analyses";
import { wholeDocument } from "../../server/src/lsp/document-places";
import type { Documents } from "../../server/src/lsp/documents";
import { resolveVersions } from "../../server/src/project/world";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { analyseText } from "../support/analyse";

const URI = "file:///a.py";
const SETTINGS = { ...DEFAULT_SETTINGS, origins: {}, versions: resolveVersions() };

interface Setup {
	readonly analyses: Analyses;
	readonly errors: string[];
	readonly runs: string[];
	set(uri: string, text: string): void;
	close(uri: string): void;
}

/** Analyses of documents, of which those that say "crash" do. */
function setUp(): Setup {
	const documents = new Map<string, TextDocument>();
	const errors: string[] = [];
	const runs: string[] = [];
	const closed: ((event: { document: TextDocument }) => void)[] = [];
	const source = {
		get: (uri: string) => documents.get(uri),
		onDidClose: (listener: (event: { document: TextDocument }) => void) => closed.push(listener),
	} as unknown as Documents;
	const log = { info: assert.fail, warn: assert.fail, error: (message: string) => errors.push(message) };
	const configuration = { of: async () => SETTINGS, revision: 0, onDidChange: () => undefined };
	const session = { capabilities: {}, options: {}, folders: [] };
	const analyses = createAnalyses(source, configuration, session, log, (document) => {
		runs.push(document.getText());
		if (document.getText().includes("crash")) throw new Error("a bug");
		const analysis = analyseText(document.getText());
		return { analysis, places: wholeDocument(document, analysis) };
	});
	let version = 0;
	return {
		analyses,
		errors,
		runs,
		set: (uri, text) => documents.set(uri, TextDocument.create(uri, "python", ++version, text)),
		close: (uri) => {
			const document = documents.get(uri);
			documents.delete(uri);
			if (document) for (const listener of closed) listener({ document });
		},
	};
}

describe("a document that crashes us", () => {
	it("is tried once for each text, and the others live on", async () => {
		const { analyses, set, runs, errors } = setUp();
		set(URI, "crash");
		set("file:///b.py", "x = 1");
		assert.equal(await analyses.of(URI), undefined);
		assert.equal(await analyses.of(URI), undefined);
		assert.deepEqual(runs, ["crash"]);
		assert.equal(errors.length, 1);
		assert.ok(await analyses.of("file:///b.py"));
		set(URI, "y = 1");
		assert.ok(await analyses.of(URI));
	});

	it("is left alone after three texts, until it is opened again", async () => {
		const { analyses, set, close, runs, errors } = setUp();
		for (const text of ["crash 1", "crash 2", "crash 3", "fine", "crash 4"]) {
			set(URI, text);
			assert.equal(await analyses.of(URI), undefined);
		}
		assert.deepEqual(runs, ["crash 1", "crash 2", "crash 3"]);
		assert.match(errors[2] ?? "", /left alone/);
		close(URI);
		set(URI, "fine");
		assert.ok(await analyses.of(URI));
	});

	it("is computed once for all that ask at the same time", async () => {
		const { analyses, set, runs } = setUp();
		set(URI, "x = 1");
		const [a, b] = await Promise.all([analyses.of(URI), analyses.of(URI)]);
		assert.equal(a, b);
		assert.deepEqual(runs, ["x = 1"]);
	});
});
