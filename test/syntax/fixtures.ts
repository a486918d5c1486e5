import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A Python file of ours, and the CPython versions whose reading of it is recorded. */
export interface SyntaxFixture {
	readonly name: string;
	readonly file: string;
	readonly newline: string;
	readonly pythons: readonly string[];
}

const folder = join(__dirname, "fixtures");
const golden = join(__dirname, "..", "golden", "syntax");

export const fixtures: readonly SyntaxFixture[] = JSON.parse(readFileSync(join(folder, "fixtures.json"), "utf8"));

export function fixtureText(fixture: SyntaxFixture): string {
	return readFileSync(join(folder, fixture.file), "utf8").replace(/\r?\n/g, fixture.newline);
}

export function goldenLines(fixture: SyntaxFixture, python: string): string[] {
	const text = readFileSync(join(golden, `cpython-${python}`, `${fixture.name}.txt`), "utf8");
	return text.replace(/\r\n/g, "\n").split("\n").filter(Boolean);
}

/** Before 3.12 CPython has no usable ranges inside an f-string. */
export function isShallow(python: string): boolean {
	return Number(python.split(".")[1]) < 12;
}
