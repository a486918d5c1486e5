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

module.exports = { require: ["tsx/cjs"], spec: [...LONG, ...files], timeout: 60000, parallel: true, jobs: 2 };
