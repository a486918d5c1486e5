// The bundles, as esbuild's options.
import { builtinModules } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { pyrightStubs } from "../../esbuild-pyright-stubs.mjs";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const common = (entry, outfile) => ({
	absWorkingDir: ROOT,
	bundle: true,
	entryPoints: [entry],
	outfile,
	legalComments: "none",
	plugins: [pyrightStubs()],
});

const node = (entry, outfile, extra = {}) => ({
	...common(entry, outfile),
	platform: "node",
	format: "cjs",
	target: "node20",
	...extra,
});

/** A web worker or a web extension host: no Node. Dependencies that ask for `path` get their browser builds. */
const browser = (entry, outfile, extra = {}) => ({
	...common(entry, outfile),
	platform: "browser",
	target: "es2022",
	mainFields: ["browser", "module", "main"],
	...extra,
});

/** Runs in a worker, and in Node: there, what only Node has is required when it is used. */
const anywhere = (entry, outfile) =>
	browser(entry, outfile, {
		format: "iife",
		conditions: ["node"],
		external: builtinModules.flatMap((name) => [name, `node:${name}`]),
		logOverride: { "require-resolve-not-external": "silent" },
	});
/** A page of a webview: its script, and its styles as a file of their own. */
const page = (name) => [
	browser(`client/views/${name}.ts`, `dist/views/${name}.js`, { format: "iife" }),
	browser(`client/views/${name}.css`, `dist/views/${name}.css`),
];

export const BUNDLES = [
	node("server/src/cli/main.ts", "dist/cli.js", { banner: { js: "#!/usr/bin/env node" } }),
	anywhere("server/src/main.ts", "dist/server.js"),
	node("client/extension.ts", "dist/client.js", { external: ["vscode"] }),
	browser("client/browser.ts", "dist/browser/client.js", { format: "cjs", external: ["vscode"] }),
	...page("graph"),
	...page("summary"),
];
