import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DocumentDiagnosticReport } from "vscode-languageserver-protocol";
import { Client } from "../support/lsp-client";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder";

const HEAD = "import keras\n";

describe("documents that import one another", () => {
	let folder: TemporaryFolder;
	let client: Client;
	const uriOf = (name: string): string => folder.uriOf(name);
	const write = (name: string, text: string): void => folder.write(name, text);
	const start = async (pull: boolean, settings: unknown = null, isWatched = true): Promise<void> => {
		client = await new Client({
			pull,
			settings,
			...(isWatched ? { folders: [folder.uriOf("")] } : {}),
		}).start();
	};
	const open = (name: string, text: string): void => client.open(uriOf(name), HEAD + text);
	/** What the hover over an expression says first. */
	const specOf = async (name: string, text = "x"): Promise<string | undefined> =>
		(await client.hoverOn(uriOf(name), text))?.contents.value.split("\n")[1];

	beforeEach(() => {
		folder = temporaryFolder();
	});
	afterEach(async () => {
		if (client.process.exitCode === null) await client.stop();
		folder.remove();
	});

	it("see files on disk, and the unsaved text of open ones", async () => {
		write("src/sizes.py", "N = 3\n");
		await start(true);
		open("app/main.py", "from sizes import N\nx = keras.Input((N,))\n");
		assert.equal(await specOf("app/main.py"), "x: KerasTensor (None, 3) float32");
		open("src/sizes.py", "N = 4\n");
		assert.equal(await specOf("app/main.py"), "x: KerasTensor (None, 4) float32");
		client.edit(uriOf("src/sizes.py"), "4", "5");
		assert.equal(await specOf("app/main.py"), "x: KerasTensor (None, 5) float32");
		client.close(uriOf("src/sizes.py"));
		assert.equal(await specOf("app/main.py"), "x: KerasTensor (None, 3) float32");
	});

	it("see the folders that a program adds to sys.path", async () => {
		write("my parts/deep/sizes.py", "N = 3\n");
		await start(true);
		const path = 'Path(__file__).resolve().parents[1] / "my parts"';
		open(
			"tools/main.py",
			`import sys\nfrom pathlib import Path\nsys.path.insert(0, str(${path} / "deep"))\nfrom sizes import N\nx = keras.Input((N,))\n`,
		);
		assert.equal(await specOf("tools/main.py", "x = "), "x: KerasTensor (None, 3) float32");
		open("my parts/deep/sizes.py", "N = 4\n");
		assert.equal(await specOf("tools/main.py", "x = "), "x: KerasTensor (None, 4) float32");
	});

	it("see plugins that come and go", async () => {
		write("zoo/__init__.py", "import pkgutil\nNAMES = [name for _, name, _ in pkgutil.iter_modules(__path__)]\n");
		write("zoo/one.py", "");
		await start(true);
		open("main.py", "import zoo\nx = keras.Input((len(zoo.NAMES),))\n");
		assert.equal(await specOf("main.py", "x = "), "x: KerasTensor (None, 1) float32");
		write("zoo/two.py", "");
		client.watched([{ uri: uriOf("zoo/two.py"), type: 1 }]);
		assert.equal(await specOf("main.py", "x = "), "x: KerasTensor (None, 2) float32");
		rmSync(join(folder.path, "zoo/one.py"));
		rmSync(join(folder.path, "zoo/two.py"));
		write("zoo/three.py", "");
		client.watched([
			{ uri: uriOf("zoo/one.py"), type: 3 },
			{ uri: uriOf("zoo/two.py"), type: 3 },
			{ uri: uriOf("zoo/three.py"), type: 1 },
		]);
		assert.equal(await specOf("main.py", "x = "), "x: KerasTensor (None, 1) float32");
	});

	it("see files that were never saved", async () => {
		await start(true);
		open("main.py", "from pkg.sizes import N\nx = keras.Input((N,))\n");
		assert.equal(await specOf("main.py"), "x: KerasTensor (None, ?) float32");
		open("pkg/sizes.py", "N = 4\n");
		assert.equal(await specOf("main.py"), "x: KerasTensor (None, 4) float32");
		client.close(uriOf("pkg/sizes.py"));
		assert.equal(await specOf("main.py"), "x: KerasTensor (None, ?) float32");
	});

	for (const isWatched of [true, false]) {
		it(`see what changes on disk ${isWatched ? "when the client tells" : "with the next analysis"}`, async () => {
			await start(true, null, isWatched);
			open("main.py", "from pkg.sizes import N\nx = keras.Input((N,))\n");
			const changed = (type: 1 | 2 | 3): void => {
				if (isWatched) client.watched([{ uri: uriOf("pkg/sizes.py"), type }]);
				else client.edit(uriOf("main.py"), "x =", "x  =".replace("  ", " "));
			};
			assert.equal(await specOf("main.py"), "x: KerasTensor (None, ?) float32");
			write("pkg/sizes.py", "N = 3\n");
			changed(1);
			assert.equal(await specOf("main.py"), "x: KerasTensor (None, 3) float32");
			write("pkg/sizes.py", "N = 4\n");
			changed(2);
			assert.equal(await specOf("main.py"), "x: KerasTensor (None, 4) float32");
			rmSync(join(folder.path, "pkg"), { recursive: true });
			changed(3);
			assert.equal(await specOf("main.py"), "x: KerasTensor (None, ?) float32");
		});
	}

	it("are shown anew, pushed or after a refresh, when what they import changes", async () => {
		for (const pull of [false, true]) {
			await start(pull);
			open("m.py", "N = 3\n");
			open("main.py", "from m import N\nx = keras.Input((N,))\ny = keras.layers.Conv2D(2, N)(x)\n");
			await client.diagnostics(uriOf("main.py"));
			const before = pull ? client.refreshes.length : client.published.length;
			client.edit(uriOf("m.py"), "3", "5");
			if (pull) await client.until(() => (client.refreshes.length > before + 1 ? true : undefined));
			else {
				await client.until(() => client.published.slice(before).find(({ uri }) => uri === uriOf("main.py")));
			}
			await client.stop();
		}
	});

	it("see folders that are added to the workspace", async () => {
		write("lib/sizes.py", "N = 3\n");
		await start(true);
		open("app/main.py", "from sizes import N\nx = keras.Input((N,))\n");
		assert.equal(await specOf("app/main.py"), "x: KerasTensor (None, ?) float32");
		const added = [{ uri: uriOf("lib"), name: "lib" }];
		await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added, removed: [] } });
		assert.equal(await specOf("app/main.py"), "x: KerasTensor (None, 3) float32");
	});

	it("follow installed packages that the settings name", async () => {
		write("venv/pyvenv.cfg", "");
		write("venv/lib/python3.11/site-packages/nets/__init__.py", "N = 3\n");
		await start(true, { follow: ["nets"] });
		open("main.py", "from nets import N\nx = keras.Input((N,))\n");
		assert.equal(await specOf("main.py"), "x: KerasTensor (None, 3) float32");
		client.configure({ follow: [] });
		assert.equal(await specOf("main.py"), "x: KerasTensor (None, ?) float32");
	});

	it("resolve the imports of a notebook's cells beside it", async () => {
		write("book/sizes.py", "N = 3\n");
		await start(true);
		const uri = `${uriOf("book/my.ipynb").replace("file://", "vscode-notebook-cell:")}#W0sZmlsZQ%3D%3D`;
		client.open(uri, `${HEAD}from sizes import N\nx = keras.Input((N,))\n`);
		assert.match((await client.hoverOn(uri, "x"))?.contents.value ?? "", /\(None, 3\)/);
	});
});

/** Module 0 imports 1 and 2, 1 imports 3 and 4 …; the last of them starts a chain. */
const TREE = 240;
const ALL = 300;

const importsOf = (module: number): readonly number[] => {
	if (module >= TREE - 1) return module + 1 < ALL ? [module + 1] : [];
	return [2 * module + 1, 2 * module + 2].filter((each) => each < TREE);
};

function dependentsOf(module: number): readonly number[] {
	const above = Array.from({ length: ALL }, (_, index) => index).filter((each) => importsOf(each).includes(module));
	return [...new Set([module, ...above.flatMap(dependentsOf)])].sort((a, b) => a - b);
}

function textOf(module: number): string {
	const imports = importsOf(module);
	const sizes = imports.map((each) => `m${each}.SIZE`).join(", ");
	return [
		"import keras",
		...imports.map((each) => `import m${each}`),
		`SIZE = max([0${sizes && `, ${sizes}`}]) + 1`,
		"def net(units=SIZE):",
		"    x = inputs = keras.Input((units, 8))",
		"    for block in range(4):",
		"        x = keras.layers.Dense(units, activation='relu')(x)",
		"    return keras.Model(inputs, x)",
		"model = keras.Sequential([keras.Input((SIZE,)), keras.layers.Dense(SIZE)])",
		"",
	].join("\n");
}

describe("a workspace of 300 modules", () => {
	let folder: string;
	let client: Client;
	const uris: string[] = [];
	const results = new Map<number, string | undefined>();

	/** The modules whose analyses are not those of the last time. */
	async function analysed(): Promise<readonly number[]> {
		const reports = await Promise.all(
			uris.map((uri, module): Promise<DocumentDiagnosticReport> => client.pull(uri, results.get(module))),
		);
		return reports.flatMap((report, module) => {
			results.set(module, report.resultId);
			return report.kind === "full" ? [module] : [];
		});
	}

	before(async () => {
		folder = mkdtempSync(join(tmpdir(), "keraspec-lsp-"));
		for (let module = 0; module < ALL; module += 1) {
			writeFileSync(join(folder, `m${module}.py`), textOf(module));
			uris.push(pathToFileURL(join(folder, `m${module}.py`)).href);
		}
		client = await new Client({ pull: true, folders: [pathToFileURL(folder).href] }).start();
	});
	after(async () => {
		await client.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it("analyses again exactly what depends on an edited module", async function () {
		this.timeout(120_000);
		for (const [module, uri] of uris.entries()) client.open(uri, textOf(module));
		assert.equal((await analysed()).length, ALL);
		assert.deepEqual(await analysed(), []);
		const times: string[] = [];
		for (const module of [ALL - 1, TREE - 2, 17, 0]) {
			const uri = uris[module] as string;
			client.edit(uri, "+ 1", "+ 2");
			const started = performance.now();
			assert.deepEqual(await analysed(), dependentsOf(module), `m${module}`);
			times.push(`m${module}: ${Math.round(performance.now() - started)} ms`);
			assert.deepEqual(await analysed(), []);
		}
		if (process.env.KERASPEC_TIMES) console.log(times.join(", "));
	});

	it("sees through all of them", async () => {
		const uri = uris[0] as string;
		const hover = await client.hoverOn(uri, "model =");
		// The longest way from the first module to the last one has 68 modules that add 1, and 2 of them were edited.
		assert.match(hover?.contents.value ?? "", /-> \(None, 70\) float32/);
	});
});
