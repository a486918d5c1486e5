import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import type { DocumentDiagnosticReport, InitializeResult } from "vscode-languageserver-protocol";
import { FILES_NOTIFICATION, type FilesParams } from "../../shared/sent-files";

const FOLDER = "vscode-vfs://github/a/b";
const DIST = join(__dirname, "..", "..", "dist");
const BUNDLE = join(DIST, "server.js");

interface Message {
	readonly id?: number;
	readonly method?: string;
	readonly params?: unknown;
	readonly result?: unknown;
	readonly error?: unknown;
}

/** A page and its dedicated worker: nothing of Node, and no more of the web than a worker surely has. */
class WorkerPage {
	private readonly listeners: ((event: { data: Message }) => void)[] = [];
	private readonly answers = new Map<number, (message: Message) => void>();
	private next = 1;

	constructor() {
		const scope: Record<string, unknown> = {
			postMessage: (message: Message) => this.receive(structuredClone(message)),
			addEventListener: (_type: string, listener: (event: { data: Message }) => void) => this.listeners.push(listener),
			setTimeout,
			clearTimeout,
			queueMicrotask,
			performance,
			TextDecoder,
			TextEncoder,
			console: { error: assert.fail },
		};
		Object.assign(scope, { self: scope });
		Object.defineProperty(scope, "onmessage", {
			set: (listener: (event: { data: Message }) => void) => this.listeners.push(listener),
		});
		runInContext(readFileSync(BUNDLE, "utf8"), createContext(scope));
	}

	private receive(message: Message): void {
		if (message.method !== undefined && message.id !== undefined) this.post({ id: message.id, result: null });
		else if (message.id !== undefined) this.answers.get(message.id)?.(message);
	}

	/** A worker reads its messages when its script has run. */
	private post(message: Message): void {
		setImmediate(() => {
			for (const listener of this.listeners) listener({ data: { jsonrpc: "2.0", ...message } as Message });
		});
	}

	notify(method: string, params: unknown): void {
		this.post({ method, params });
	}

	request<T>(method: string, params: unknown): Promise<T> {
		const id = this.next++;
		return new Promise((resolve, reject) => {
			this.answers.set(id, ({ result, error }) => (error ? reject(error) : resolve(result as T)));
			this.post({ id, method, params });
		});
	}
}

describe("the language server in a web worker", () => {
	it("has a client that asks for nothing of Node", () => {
		const code = readFileSync(join(DIST, "browser", "client.js"), "utf8");
		const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module);
		assert.deepEqual([...new Set(required)], ["vscode"]);
	});

	const start = async (): Promise<WorkerPage> => {
		const page = new WorkerPage();
		const { capabilities } = await page.request<InitializeResult>("initialize", {
			processId: null,
			rootUri: null,
			workspaceFolders: [{ uri: FOLDER, name: "b" }],
			capabilities: { textDocument: { diagnostic: {} } },
		});
		assert.ok(capabilities.hoverProvider);
		page.notify("initialized", {});
		return page;
	};
	const codesOf = async (page: WorkerPage, uri: string): Promise<readonly unknown[]> => {
		const report = await page.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri } });
		assert.ok(report.kind === "full");
		return report.items.map((each) => each.code);
	};
	const open = (page: WorkerPage, uri: string, text: string): void =>
		page.notify("textDocument/didOpen", { textDocument: { uri, languageId: "python", version: 1, text } });

	it("answers", async () => {
		const page = await start();
		const uri = `${FOLDER}/model.py`;
		open(page, uri, "import keras\nx = keras.Input((None,))\ny = keras.layers.Dense(3)(x)\n");
		assert.deepEqual(await codesOf(page, uri), ["undefined-dimension"]);
	});

	it("imports the files that the client sends", async () => {
		const page = await start();
		const [main, sizes] = [`${FOLDER}/main.py`, `${FOLDER}/parts/sizes.py`];
		open(page, main, "import keras\nfrom parts.sizes import N\ny = keras.layers.Dense(3)(keras.Input((N,)))\n");
		assert.deepEqual(await codesOf(page, main), []);
		const files: FilesParams = { files: [{ uri: sizes, text: "N = None\n" }], removed: [] };
		page.notify(FILES_NOTIFICATION, files);
		assert.deepEqual(await codesOf(page, main), ["undefined-dimension"]);
		page.notify(FILES_NOTIFICATION, { files: [{ uri: sizes, text: "N = 4\n" }], removed: [] });
		assert.deepEqual(await codesOf(page, main), []);
		page.notify(FILES_NOTIFICATION, files);
		assert.deepEqual(await codesOf(page, main), ["undefined-dimension"]);
		page.notify(FILES_NOTIFICATION, { files: [], removed: [sizes] });
		assert.deepEqual(await codesOf(page, main), []);
	});
});
