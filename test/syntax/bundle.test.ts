import assert from "node:assert/strict";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { pyrightStubs } from "../../esbuild-pyright-stubs.mjs";
import type { ParsedFile } from "../../server/src/syntax/ast";
import { parsePython } from "../../server/src/syntax/parse";
import { describe as describeTree } from "./describe";
import { fixtures, fixtureText } from "./fixtures";

/** The parser as a browser's worker gets it. */
async function bundle(): Promise<string> {
	const result = await build({
		entryPoints: [join(__dirname, "../../server/src/syntax/parse.ts")],
		bundle: true,
		minify: true,
		platform: "browser",
		format: "iife",
		globalName: "syntax",
		plugins: [pyrightStubs()],
		write: false,
		logLevel: "silent",
	});
	return result.outputFiles[0]?.text ?? "";
}

describe("the bundled parser", () => {
	let code = "";
	let parse: (text: string) => ParsedFile;
	before(async () => {
		code = await bundle();
		const context = createContext({});
		runInContext(code, context);
		parse = runInContext("syntax.parsePython", context);
	});

	it("holds one language and no file system", () => {
		assert.ok(code.length < 260_000, `${code.length} bytes`);
		assert.doesNotMatch(code, /require\("node:|process\.env/);
	});

	it("runs where there is no process, and gives the same trees", () => {
		for (const fixture of fixtures) {
			const text = fixtureText(fixture);
			assert.deepEqual(describeTree(parse(text), false), describeTree(parsePython(text), false), fixture.name);
		}
	});

	it("reports the same problems in English", () => {
		const text = "x = foo(\nmatch y:\n    case A | b: pass\nreturn 1\ndef f(a, a): x = '\n";
		const problems = JSON.stringify(parse(text).problems);
		assert.equal(problems, JSON.stringify(parsePython(text).problems));
		assert.match(problems, /was not closed/);
	});
});
