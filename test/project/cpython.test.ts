import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../../server/src/ide/registry";
import { toText } from "../../server/src/interpreter/api";
import { executeProgram } from "../../server/src/interpreter/create-machine";
import { absolutePath, nodeFiles } from "../../server/src/project/node-files";
import { createProject } from "../../server/src/project/project";
import { resolveVersions } from "../../server/src/project/world";
import { isStandardLibrary } from "../../server/src/python/module-names";
import { parsePython } from "../../server/src/syntax/parse";

type Records = Readonly<Record<string, Readonly<Record<string, string>>>>;

const RECORDS = JSON.parse(readFileSync(join(__dirname, "..", "golden", "projects.json"), "utf8")) as Records;

/** The plain values of a program's names, written as Python writes them; absent where they are not known. */
function run(name: string): (variable: string) => string | undefined {
	const path = absolutePath(join(__dirname, "cases", name, "main.py"));
	const modules = createProject({ files: nodeFiles }).open(
		path,
		(each) => registry.isModule(each) || isStandardLibrary(each),
	);
	const { globals, crashes } = executeProgram(parsePython(readFileSync(path, "utf8")).module, path, {
		world: "keras3",
		versions: resolveVersions(),
		registry,
		modules,
		maxSteps: 1_000_000,
		maxMilliseconds: 10_000,
		now: () => performance.now(),
	});
	assert.deepEqual(crashes, []);
	return (variable) => {
		const value = globals.get(variable);
		return value && toText(value, true);
	};
}

describe("programs of several files, judged by CPython", () => {
	for (const [name, record] of Object.entries(RECORDS)) {
		it(name, () => {
			const textOf = run(name);
			for (const [variable, real] of Object.entries(record)) {
				const said = textOf(variable);
				// What a circle leaves undefined, we do not say.
				if (said !== undefined || !variable.startsWith("maybe_")) assert.equal(said, real, variable);
			}
		});
	}
});
