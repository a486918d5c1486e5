// Writes what CPython's parser says of the fixtures to test/golden/syntax; with --check, only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { findLocalPython, loadNewestPython } from "./python.mjs";

const isCheck = process.argv.includes("--check");
const fixtures = new URL("../../syntax/fixtures/", import.meta.url);
const golden = new URL("../../golden/syntax/", import.meta.url);
const cases = JSON.parse(readFileSync(new URL("fixtures.json", fixtures), "utf8"));

let stale = 0;

function record(python, version) {
	const wanted = cases.filter((fixture) => fixture.pythons.includes(version));
	const sources = wanted.map(({ file, newline }) =>
		readFileSync(new URL(file, fixtures), "utf8").replaceAll(/\r?\n/g, newline),
	);
	for (const [index, answer] of python.describe(sources).entries()) {
		const { name } = wanted[index];
		if (answer.error) throw new Error(`CPython ${python.version} refuses ${name}: ${answer.error}`);
		const directory = new URL(`cpython-${version}/`, golden);
		const file = new URL(`${name}.txt`, directory);
		const text = `${answer.lines.join("\n")}\n`;
		if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
		stale++;
		if (isCheck) console.error(`stale: cpython-${version}/${name}.txt`);
		else {
			mkdirSync(directory, { recursive: true });
			writeFileSync(file, text);
		}
	}
	console.log(`CPython ${python.version}: ${wanted.length} fixtures`);
}

const local = findLocalPython("3.11");
if (local) record(local, "3.11");
else console.warn("No CPython 3.11 here: its records were left alone");
const newest = await loadNewestPython();
record(newest, newest.version.split(".").slice(0, 2).join("."));
if (isCheck && stale > 0) process.exitCode = 1;
