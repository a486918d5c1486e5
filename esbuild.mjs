// `node esbuild.mjs [--watch] [--no-minify]`: bundles every entry point into dist/.
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";
import { pyrightStubs } from "./esbuild-pyright-stubs.mjs";

const ROOT = dirname(fileURLToPath(import.meta.url));

const { values: options } = parseArgs({
	options: { watch: { type: "boolean", default: false }, minify: { type: "boolean", default: true } },
	allowNegative: true,
});

const SHARED = {
	absWorkingDir: ROOT,
	bundle: true,
	minify: options.minify,
	legalComments: "none",
	sourcemap: options.minify ? false : "inline",
	logLevel: "info",
	plugins: [pyrightStubs()],
};

const node = (entry, outfile, extra = {}) => ({
	...SHARED,
	entryPoints: [entry],
	outfile,
	platform: "node",
	format: "cjs",
	target: "node20",
	...extra,
});

/** A web worker or a web extension host: no Node. Dependencies that ask for `path` get their browser builds. */
const browser = (entry, outfile, extra = {}) => ({
	...SHARED,
	entryPoints: [entry],
	outfile,
	platform: "browser",
	target: "es2022",
	mainFields: ["browser", "module", "main"],
	...extra,
});

const BUNDLES = [
	node("server/src/cli/main.ts", "dist/cli.js", { banner: { js: "#!/usr/bin/env node" } }),
	node("server/src/main.ts", "dist/server.js"),
	node("client/extension.ts", "dist/client.js", { external: ["vscode"] }),
	browser("server/src/browser.ts", "dist/browser/server.js", { format: "iife" }),
	browser("client/browser.ts", "dist/browser/client.js", { format: "cjs", external: ["vscode"] }),
];

const missing = BUNDLES.map(({ entryPoints: [entry] }) => entry).filter((entry) => !existsSync(join(ROOT, entry)));
for (const entry of missing) console.warn(`no ${entry}: left out`);
const bundles = BUNDLES.filter(({ entryPoints: [entry] }) => !missing.includes(entry));

if (options.watch) {
	for (const bundle of bundles) await (await context(bundle)).watch();
	console.log(`watching ${relative(process.cwd(), ROOT) || "."}`);
} else {
	await Promise.all(bundles.map((bundle) => build(bundle)));
}
