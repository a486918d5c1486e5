import assert from "node:assert/strict";
import {
	DEBUG_INFORMATION_REQUEST,
	ENVIRONMENTS_NOTIFICATION,
	WORLD_CHANGED_NOTIFICATION,
	WORLD_REQUEST,
	type WorldStatus,
} from "../../shared/world-status";
import { Client, type ClientOptions } from "../support/lsp-client";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder";

const MODEL = "import keras\nx = keras.Input((None,))\ny = keras.layers.Dense(10)(x)\n";
const PROJECT = "pyproject.toml";

for (const pull of [true, false]) {
	describe(`settings of projects, diagnostics ${pull ? "pulled" : "pushed"}`, () => {
		let folder: TemporaryFolder;
		let client: Client;
		const uriOf = (name: string): string => folder.uriOf(name);
		const write = (name: string, text: string): void => folder.write(name, text);
		const start = async (options: Partial<ClientOptions> = {}): Promise<void> => {
			client = await new Client({ pull, folders: [folder.uriOf("")], ...options }).start();
		};
		const open = (name: string, text = MODEL): void => client.open(uriOf(name), text);
		/** `error undefined-dimension`, one for each diagnostic. */
		const found = async (name: string): Promise<readonly string[]> =>
			(await client.diagnostics(uriOf(name))).map(
				({ severity = 0, code }) => `${["", "error", "warning", "information", "hint"][severity]} ${code}`,
			);
		const world = async (name: string): Promise<WorldStatus> =>
			client.connection.sendRequest(WORLD_REQUEST, { uri: uriOf(name) });
		const worldText = async (name: string): Promise<string> => {
			const { keras, tensorflow, source } = await world(name);
			return `${keras}/${tensorflow} ${source}`;
		};
		/** What the server pushed last about a file. */
		const pushed = (name: string) => client.published.findLast(({ uri }) => uri === uriOf(name))?.diagnostics;
		const project = (text: string): void => write(PROJECT, `[tool.keraspec]\n${text}\n`);
		/** Until a refresh after a change has come, or a new push. */
		const afterRefresh = async (change: () => void): Promise<void> => {
			const before = client.refreshes.length + client.published.length;
			change();
			await client.until(() => (client.refreshes.length + client.published.length > before ? true : undefined));
		};

		beforeEach(() => {
			folder = temporaryFolder();
		});
		afterEach(async () => {
			if (client.process.exitCode === null) await client.stop();
			folder.remove();
		});

		it("are heard of when they change", async () => {
			await start();
			open("model.py");
			await found("model.py");
			assert.deepEqual(client.registered.sort(), [
				"workspace/didChangeConfiguration",
				"workspace/didChangeWatchedFiles",
			]);
		});

		it("give rules other levels, or none", async () => {
			await start({ settings: { rules: { "undefined-dimension": "information" } } });
			open("model.py");
			assert.deepEqual(await found("model.py"), ["information undefined-dimension"]);
			write("off/pyproject.toml", "[tool.keraspec.rules]\nundefined-dimension = 'off'\n");
			open("off/model.py");
			assert.deepEqual(await found("off/model.py"), []);
		});

		it("hold as the file is saved, or as it is open in the editor", async () => {
			project("rules.undefined-dimension = 'warning'");
			await start();
			open("model.py");
			assert.deepEqual(await found("model.py"), ["warning undefined-dimension"]);
			project("rules.undefined-dimension = 'hint'");
			await afterRefresh(() => client.watched([{ uri: uriOf(PROJECT), type: 2 }]));
			if (pull) assert.deepEqual(await found("model.py"), ["hint undefined-dimension"]);
			else await client.until(() => (pushed("model.py")?.[0]?.severity === 4 ? true : undefined));
			await afterRefresh(() =>
				client.open(uriOf(PROJECT), "[tool.keraspec]\nrules.undefined-dimension = 'off'\n", "toml"),
			);
			if (pull) assert.deepEqual(await found("model.py"), []);
			else await client.until(() => (pushed("model.py")?.length === 0 ? true : undefined));
		});

		it("have their mistakes shown in their own file", async () => {
			project('keras-verson = "3.1"');
			await start();
			open("model.py");
			await found("model.py");
			const [problem] = await client.until(() => pushed(PROJECT));
			assert.equal(problem?.message, 'there is no key "keras-verson"; did you mean keras-version?');
			assert.deepEqual(problem?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 12 } });
			client.open(uriOf(PROJECT), '[tool.keraspec]\nkeras-version = "3.1"\nfollow = 1\n', "toml");
			if (pull) {
				await client.until(() => (pushed(PROJECT)?.length === 0 ? true : undefined));
				assert.deepEqual(
					(await client.diagnostics(uriOf(PROJECT))).map(({ message }) => message),
					["follow must be a list of strings"],
				);
			} else {
				await client.until(() => (pushed(PROJECT)?.[0]?.range.start.line === 2 ? true : undefined));
			}
			assert.equal(await client.hover(uriOf(PROJECT), { line: 1, character: 2 }), null);
			assert.equal(await worldText("model.py"), "3.1/2.21.0 pyproject");
		});

		it("say which versions a program runs on, and why", async () => {
			await start();
			open("model.py");
			assert.equal(await worldText("model.py"), "3.15.1/2.21.0 default");
			write("requirements.txt", "tensorflow==2.15.0\n");
			await afterRefresh(() => client.watched([{ uri: uriOf("requirements.txt"), type: 1 }]));
			assert.equal(await worldText("model.py"), "2.15.0/2.15.0 requirements");
			assert.match((await world("model.py")).reason, /requirements\.txt/);
			write(".venv/pyvenv.cfg", "");
			write(".venv/lib/python3.11/site-packages/keras-3.4.1.dist-info/METADATA", "");
			const metadata = uriOf(".venv/lib/python3.11/site-packages/keras-3.4.1.dist-info/METADATA");
			await afterRefresh(() => client.watched([{ uri: metadata, type: 1 }]));
			assert.equal(await worldText("model.py"), "3.4.1/2.21.0 environment");
			assert.match((await world("model.py")).reason, /\.venv\/lib\/python3\.11\/site-packages/);
			write("other/lib/python3.12/site-packages/keras-3.6.0.dist-info/METADATA", "");
			await afterRefresh(() => {
				const environments = [{ folder: folder.uriOf(""), uri: uriOf("other/bin/python") }];
				void client.connection.sendNotification(ENVIRONMENTS_NOTIFICATION, { environments });
			});
			assert.equal(await worldText("model.py"), "3.6.0/2.21.0 environment");
			await afterRefresh(() => client.configure({ kerasVersion: "2.13" }));
			assert.equal(await worldText("model.py"), "2.13/2.13.0 settings");
		});

		it("are those of each folder", async () => {
			write("one/pyproject.toml", '[tool.keraspec]\nkeras-version = "2.15"\n');
			write("two/requirements.txt", "keras==3.4.1\n");
			write("pyproject.toml", '[tool.keraspec]\nkeras-version = "3.1"\n');
			const folders = ["one", "two", "three"].map(uriOf);
			const settings = (uri: string) => (uri.includes("/three/") ? { kerasVersion: "3.8" } : {});
			await start({ folders, settings });
			for (const name of ["one", "two", "three"]) open(`${name}/model.py`);
			assert.equal(await worldText("one/model.py"), "2.15/2.15.0 pyproject");
			assert.equal(await worldText("two/model.py"), "3.4.1/2.21.0 requirements");
			assert.equal(await worldText("three/model.py"), "3.8/2.21.0 settings");
		});

		it("are told, when they change, to clients that show them", async () => {
			let told = 0;
			await start({ initializationOptions: { status: true } });
			client.connection.onNotification(WORLD_CHANGED_NOTIFICATION, () => {
				told += 1;
			});
			open("model.py");
			assert.equal(await worldText("model.py"), "3.15.1/2.21.0 default");
			client.open(uriOf(PROJECT), "[tool.keraspec]\n", "toml");
			client.edit(uriOf(PROJECT), "]\n", ']\nkeras-version = "3.1"\n');
			assert.equal(await worldText("model.py"), "3.1/2.21.0 pyproject");
			await worldText("model.py");
			assert.equal(told, 1);
			assert.deepEqual((await world("model.py")).project, { uri: uriOf(PROJECT), problems: 0 });
			assert.deepEqual((await world("model.py")).versions.slice(0, 2), ["3.15.1", "3.14.1"]);
		});

		it("are listed with their origins for reports of bugs, without the user's code", async () => {
			project("rules.input-rank = 'off'");
			await start({ settings: { specPolicy: "fully-defined" } });
			open("secret_model.py");
			await found("secret_model.py");
			const text: string = await client.connection.sendRequest(DEBUG_INFORMATION_REQUEST, {
				uri: uriOf("secret_model.py"),
			});
			assert.match(text, /\| specPolicy \| `"fully-defined"` \| editor \|/);
			assert.match(text, /\| rules\.input-rank \| `"off"` \| pyproject\.toml \|/);
			assert.match(text, /\| diagnosticMode \| `"openFilesOnly"` \| default \|/);
			assert.match(text, /\| 1 \| 4 \| \d+ ms, complete \| \d+ \| 1 \|/);
			assert.doesNotMatch(text, /secret|Dense/);
		});

		it("are not looked for where there is no disk", async () => {
			await start({ folders: ["vscode-vfs://github/x"] });
			client.open("vscode-vfs://github/x/model.py", MODEL);
			const status: WorldStatus = await client.connection.sendRequest(WORLD_REQUEST, {
				uri: "vscode-vfs://github/x/model.py",
			});
			assert.equal(status.source, "default");
			assert.match(status.reason, /no environment/);
		});

		it("are read anew without a client that watches", async () => {
			project("rules.undefined-dimension = 'warning'");
			client = await new Client({ pull }).start();
			open("model.py");
			assert.deepEqual(await found("model.py"), ["warning undefined-dimension"]);
			project("rules.undefined-dimension = 'hint'");
			client.edit(uriOf("model.py"), "10", "11");
			client.edit(uriOf("model.py"), "11", "12");
			const again = await found("model.py");
			assert.match(again.join(), /undefined-dimension/);
		});
	});
}
