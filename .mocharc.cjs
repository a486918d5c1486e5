const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/** What takes longest starts first, so that no worker is left alone with it at the end. */
const LONG = ["applications", "golden-layers", "golden-functions", "fixtures", "cli/bad-input", "golden-ops"].map(
	(name) => join("test", `${name}.test.ts`),
);

const files = readdirSync("test", { recursive: true })
	.map((name) => join("test", String(name)))
	.filter((name) => name.endsWith(".test.ts") && !LONG.includes(name))
	.sort();

/** `npx mocha test/ide/hover.test.ts` runs that file alone. */
const isAsked = process.argv.some((argument) => argument.endsWith(".test.ts"));

module.exports = {
	require: ["tsx/cjs"],
	spec: isAsked ? [] : [...LONG, ...files],
	timeout: 60000,
	parallel: true,
	jobs: 2,
};
