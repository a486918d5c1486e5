// Writes THIRD_PARTY_NOTICES.md: the licences of all that is bundled. `--check` compares and exits 1 when it is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLES, ROOT } from "./bundles.mjs";

const PATH = join(ROOT, "THIRD_PARTY_NOTICES.md");
const PACKAGE = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;

const builds = await Promise.all(BUNDLES.map((bundle) => build({ ...bundle, metafile: true, write: false })));
const inputs = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
const folders = new Set(inputs.flatMap((input) => PACKAGE.exec(input)?.[0] ?? []));

function licenceOf(folder) {
	const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
	const files = readdirSync(join(ROOT, folder)).filter((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
	const texts = files.map((file) =>
		readFileSync(join(ROOT, folder, file), "utf8")
			.replace(/\r\n/g, "\n")
			.trim(),
	);
	const text = files.length > 0 ? texts.join("\n\n") : `Licence: ${license}`;
	return `## ${name} ${version}\n\n\`\`\`\n${text}\n\`\`\`\n`;
}

const HEADER = "# Third-party notices\n\nThe bundles of Keraspec hold these packages.\n";
const text = [HEADER, ...[...folders].sort().map(licenceOf)].join("\n");
const current = existsSync(PATH) ? readFileSync(PATH, "utf8") : "";
if (current !== text) {
	if (process.argv.includes("--check")) {
		console.error("stale: THIRD_PARTY_NOTICES.md; run npm run generate");
		process.exitCode = 1;
	} else {
		writeFileSync(PATH, text);
	}
}
