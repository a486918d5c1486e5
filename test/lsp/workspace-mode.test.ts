import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type {
	WorkspaceDiagnosticReport,
	WorkspaceDocumentDiagnosticReport,
	WorkspaceFullDocumentDiagnosticReport,
} from "vscode-languageserver-protocol";
import { Client, type ClientOptions } from "../support/lsp-client";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder";

const BAD = "import keras\nx = keras.Input((None,))\ny = keras.layers.Dense(1)(x)\n";
const GOOD = BAD.replace("None,", "4,");
const WORKSPACE = { diagnosticMode: "workspace" };

describe("diagnostics of the whole workspace", () => {
	let folder: TemporaryFolder;
	let client: Client;
	const uriOf = (name: string): string => folder.uriOf(name);
	const write = (name: string, text: string): void => folder.write(name, text);
	const start = async (pull: boolean, settings: unknown, options: Partial<ClientOptions> = {}): Promise<void> => {
		client = await new Client({ pull, settings, folders: [folder.uriOf("")], ...options }).start();
	};
	const published = (name: string, isThere: boolean) =>
		client.until(() => {
			const last = client.published.findLast(({ uri }) => uri === uriOf(name));
			return last && last.diagnostics.length > 0 === isThere ? last : undefined;
		});
	const ask = async (
		previousResultIds: readonly { readonly uri: string; readonly value: string }[] = [],
	): Promise<readonly WorkspaceDocumentDiagnosticReport[]> => {
		const report = await client.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
			identifier: "keraspec",
			previousResultIds,
		});
		return report.items;
	};
	const idsOf = (items: readonly WorkspaceDocumentDiagnosticReport[]) =>
		items.map(({ uri, resultId }) => ({ uri, value: resultId ?? "" }));
	const countOf = (items: readonly WorkspaceDocumentDiagnosticReport[]) =>
		items
			.map((each) => [
				each.uri.slice(uriOf("").length + 1),
				(each as WorkspaceFullDocumentDiagnosticReport).items.length,
			])
			.sort();

	beforeEach(() => {
		folder = temporaryFolder();
		write("a.py", BAD);
		write("src/deep b.py", BAD);
		write("good.py", GOOD);
		write("venv/pyvenv.cfg", "");
		write("venv/lib.py", BAD);
		write(".hidden/c.py", BAD);
		write("node_modules/d.py", BAD);
	});
	afterEach(async () => {
		if (client.process.exitCode === null) await client.stop();
		folder.remove();
	});

	it("are off by default", async () => {
		await start(false, null);
		client.open(uriOf("a.py"), BAD);
		await client.diagnostics(uriOf("a.py"));
		assert.deepEqual([...new Set(client.published.map(({ uri }) => uri))], [uriOf("a.py")]);
	});

	it("are pushed, follow the files, and go with the setting", async () => {
		await start(false, WORKSPACE);
		await published("a.py", true);
		await published("src/deep%20b.py".replace("%20", " "), true);
		assert.equal(client.published.length, 2);
		write("a.py", GOOD);
		client.watched([{ uri: uriOf("a.py"), type: 2 }]);
		await published("a.py", false);
		write("new.py", BAD);
		client.watched([{ uri: uriOf("new.py"), type: 1 }]);
		await published("new.py", true);
		rmSync(join(folder.path, "new.py"));
		client.watched([{ uri: uriOf("new.py"), type: 3 }]);
		await published("new.py", false);
		client.configure(null);
		await published("src/deep b.py", false);
	});

	it("leave open files to their editor, and take them over when they are closed", async () => {
		await start(false, WORKSPACE);
		await published("a.py", true);
		client.open(uriOf("a.py"), GOOD);
		assert.deepEqual(await client.diagnostics(uriOf("a.py")), []);
		client.close(uriOf("a.py"));
		await published("a.py", true);
	});

	it("follow imports: also of files that do not speak of Keras themselves", async () => {
		write("parts.py", "import keras\nx = keras.Input((None,))\nDense = keras.layers.Dense\n");
		write("main.py", "from parts import Dense, x\ny = Dense(1)(x)\n");
		write("other.py", "import os\n");
		await start(false, WORKSPACE);
		const { diagnostics } = await published("main.py", true);
		assert.equal(diagnostics[0]?.code, "undefined-dimension");
		client.open(uriOf("parts.py"), "import keras\nx = keras.Input((3,))\nDense = keras.layers.Dense\n");
		await published("main.py", false);
	});

	it("say in which cell of a closed notebook something is", async () => {
		const cells = ["x = 1", BAD].map((source) => ({ cell_type: "code", source: source.split(/(?<=\n)/) }));
		write("note.ipynb", JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
		await start(false, WORKSPACE);
		const { diagnostics } = await published("note.ipynb", true);
		assert.match(String(diagnostics[0]?.message), /^cell 2, line 3: ValueError: Dense/);
	});

	it("are pulled: what is new at once, and nothing until something changes", async () => {
		await start(true, WORKSPACE);
		const first = await ask();
		assert.deepEqual(countOf(first), [
			["a.py", 1],
			["src/deep%20b.py", 1],
		]);
		let isAnswered = false;
		const second = ask(idsOf(first)).then((items) => {
			isAnswered = true;
			return items;
		});
		client.open(uriOf("good.py"), GOOD);
		assert.deepEqual(await client.diagnostics(uriOf("good.py")), []);
		assert.equal(isAnswered, false);
		write("a.py", GOOD);
		client.watched([{ uri: uriOf("a.py"), type: 2 }]);
		assert.deepEqual(countOf(await second), [["a.py", 0]]);
		assert.equal(client.published.length, 0);
	});

	it("tell a client that registers dynamically, when the mode changes", async () => {
		await start(true, null, { textDocument: { diagnostic: { dynamicRegistration: true } } });
		const provider = client.result?.capabilities.diagnosticProvider as { id?: string } | undefined;
		assert.equal(provider?.id, "keraspec-diagnostics");
		const said: string[] = [];
		const both = new Promise<void>((resolve) => {
			client.connection.onRequest("client/unregisterCapability", (params) => {
				said.push(JSON.stringify(params));
				return null;
			});
			client.connection.onRequest("client/registerCapability", (params) => {
				const text = JSON.stringify(params);
				if (!text.includes("textDocument/diagnostic")) return null;
				said.push(text);
				resolve();
				return null;
			});
		});
		client.configure(WORKSPACE);
		await both;
		assert.match(said[0] ?? "", /"id":"keraspec-diagnostics"/);
		assert.match(said[1] ?? "", /"id":"keraspec-diagnostics".*"workspaceDiagnostics":true/);
	});

	it("let requests about open files go first, and can be ended by the user", async () => {
		for (let at = 0; at < 300; at += 1) write(`many/m${at}.py`, BAD.repeat(20));
		await start(false, WORKSPACE, { window: { workDoneProgress: true } });
		await client.until(() => (client.published.length > 5 ? true : undefined));
		client.open(uriOf("a.py"), BAD);
		await client.diagnostics(uriOf("a.py"));
		const times: number[] = [];
		for (let units = 1; units < 20; units += 1) {
			const begun = performance.now();
			client.edit(uriOf("a.py"), `Dense(${units})`, `Dense(${units + 1})`);
			await client.diagnostics(uriOf("a.py"));
			times.push(performance.now() - begun);
		}
		const isRunning = client.published.length < 250;
		const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
		console.log(`edit to diagnostics: p50 ${middle.toFixed(1)} ms, max ${times.at(-1)?.toFixed(1)} ms`);
		assert.ok(isRunning, "the run was over before the edits");
		assert.ok(middle < 250, `${middle} ms`);
		assert.ok(client.progress.some(({ value }) => value.kind === "begin" && value.cancellable === true));
		const token = client.progress[0]?.token;
		await client.connection.sendNotification("window/workDoneProgress/cancel", { token });
		await client.until(() => (client.progress.some(({ value }) => value.kind === "end") ? true : undefined));
		assert.ok(client.published.length < 300);
	});
});
