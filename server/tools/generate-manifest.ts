// Writes the settings of shared/settings.ts into package.json. `--check` compares and exits 1 when they differ.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationOf } from "./manifest-settings";

const PATH = join(__dirname, "..", "..", "package.json");
const current = readFileSync(PATH, "utf8");
const manifest = JSON.parse(current) as { contributes?: object };
const contributes = { ...manifest.contributes, configuration: configurationOf() };
const text = `${JSON.stringify({ ...manifest, contributes }, null, "\t")}\n`;

if (JSON.stringify(JSON.parse(current)) !== JSON.stringify(JSON.parse(text))) {
	if (process.argv.includes("--check")) {
		console.error("stale: settings in package.json; run npm run generate");
		process.exitCode = 1;
	} else {
		writeFileSync(PATH, text);
	}
}
