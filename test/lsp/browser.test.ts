import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import type { DocumentDiagnosticReport, InitializeResult } from "vscode-languageserver-protocol";

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

	it("answers", async () => {
		const page = new WorkerPage();
		const { capabilities } = await page.request<InitializeResult>("initialize", {
			processId: null,
			rootUri: null,
			capabilities: { textDocument: { diagnostic: {} } },
		});
		assert.ok(capabilities.hoverProvider);
		page.notify("initialized", {});
		const uri = "vscode-vfs://github/a/b/model.py";
		const text = "import keras\nx = keras.Input((None,))\ny = keras.layers.Dense(3)(x)\n";
		page.notify("textDocument/didOpen", { textDocument: { uri, languageId: "python", version: 1, text } });
		const report = await page.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri } });
		assert.ok(report.kind === "full");
		assert.deepEqual(
			report.items.map((each) => each.code),
			["undefined-dimension"],
		);
	});
});
