// `node esbuild.mjs [--watch] [--no-minify]`: bundles every entry point into dist/.
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";
import { BUNDLES, ROOT } from "./server/tools/bundles.mjs";

const { values: options } = parseArgs({
	options: { watch: { type: "boolean", default: false }, minify: { type: "boolean", default: true } },
	allowNegative: true,
});

const bundles = BUNDLES.map((bundle) => ({
	...bundle,
	minify: options.minify,
	sourcemap: options.minify ? false : "inline",
	logLevel: options.watch ? "info" : "warning",
}));

if (options.watch) {
	for (const bundle of bundles) await (await context(bundle)).watch();
	console.log("watching");
} else {
	await Promise.all(bundles.map((bundle) => build(bundle)));
	chmodSync(join(ROOT, "dist/cli.js"), 0o755);
}
