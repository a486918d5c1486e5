// `npm start`: draws the specs and findings of docs/examples. Findings are what the examples are for: they are no failure.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

const EXAMPLES = "docs/examples";
const FINDINGS = 1;

const files = readdirSync(EXAMPLES)
	.filter((name) => name.endsWith(".py"))
	.sort()
	.map((name) => `${EXAMPLES}/${name}`);
const { status } = spawnSync(process.execPath, ["dist/cli.js", "specs", ...files], { stdio: "inherit" });
process.exitCode = status === FINDINGS ? 0 : (status ?? 1);
