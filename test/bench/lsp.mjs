// node test/bench/lsp.mjs [--lines 300] [--runs 7] [--edits 60] [--server PATH]: how fast the built server answers over its pipes.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { kerasFile } from "./keras-file.mjs";

const { values } = parseArgs({
	options: {
		lines: { type: "string", default: "300" },
		runs: { type: "string", default: "7" },
		edits: { type: "string", default: "60" },
		server: { type: "string", default: fileURLToPath(new URL("../../dist/server.js", import.meta.url)) },
	},
});

const URI = "file:///bench/model.py";

/** Of all threads, garbage collection included; on a busy machine it says more than the clock. */
function cpuSeconds(pid) {
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function session(text, edits) {
	const started = performance.now();
	const server = spawn(process.execPath, [join(values.server), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
	const connection = createMessageConnection(
		new StreamMessageReader(server.stdout),
		new StreamMessageWriter(server.stdin),
	);
	let arrived = () => {};
	connection.onNotification("textDocument/publishDiagnostics", (params) => arrived(params));
	connection.listen();
	const next = (version) =>
		new Promise((resolve) => {
			arrived = (params) => params.version === version && resolve(params.diagnostics);
		});
	await connection.sendRequest("initialize", {
		processId: process.pid,
		rootUri: null,
		capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
	});
	connection.sendNotification("initialized", {});
	const first = next(1);
	connection.sendNotification("textDocument/didOpen", {
		textDocument: { uri: URI, languageId: "python", version: 1, text },
	});
	const diagnostics = await first;
	const cpuBefore = cpuSeconds(server.pid);
	const times = { first: performance.now() - started, edits: [], hover: 0, hints: 0 };
	const line = text.split("\n").findIndex((each) => each.startsWith("WIDTH = "));
	const range = { start: { line, character: 8 }, end: { line, character: 10 } };
	for (let edit = 0; edit < edits; edit += 1) {
		const version = edit + 2;
		const answer = next(version);
		const begin = performance.now();
		connection.sendNotification("textDocument/didChange", {
			textDocument: { uri: URI, version },
			contentChanges: [{ range, text: String(32 + (edit % 2) * 32) }],
		});
		await answer;
		times.edits.push(performance.now() - begin);
	}
	times.cpu = ((cpuSeconds(server.pid) - cpuBefore) * 1000) / edits;
	const begin = performance.now();
	const whole = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
	const hints = await connection.sendRequest("textDocument/inlayHint", { textDocument: { uri: URI }, range: whole });
	times.hints = performance.now() - begin;
	times.rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;
	await connection.sendRequest("shutdown");
	await connection.sendNotification("exit");
	connection.end();
	return { ...times, found: diagnostics.length, hinted: hints.length };
}

const percentile = (numbers, part) =>
	[...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(part * numbers.length))];
const ms = (number) => `${number.toFixed(1)} ms`;

const text = kerasFile(Number(values.lines));
const sessions = [];
for (let run = 0; run < Number(values.runs); run += 1) {
	sessions.push(await session(text, run === 0 ? Number(values.edits) : 0));
}
const [measured] = sessions;
console.log(`${text.split("\n").length} lines, ${measured.found} findings, ${measured.hinted} hints`);
console.log(
	`spawn -> first diagnostics: p50 ${ms(
		percentile(
			sessions.map((each) => each.first),
			0.5,
		),
	)} of ${sessions.length}`,
);
console.log(
	`edit -> diagnostics: p10 ${ms(percentile(measured.edits, 0.1))}, p50 ${ms(percentile(measured.edits, 0.5))}, p95 ${ms(percentile(measured.edits, 0.95))}`,
);
console.log(`inlay hints of the file: ${ms(measured.hints)}`);
console.log(
	`RSS after ${values.edits} edits: ${measured.rss.toFixed(0)} MB (fresh: ${sessions.at(-1).rss.toFixed(0)} MB)`,
);
