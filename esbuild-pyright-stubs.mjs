import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/*
 * Of pyright only the parser is bundled. Two of its modules would pull in Node's file system and the messages of
 * fifteen languages; the parser asks the first for nothing and the second for some two hundred English sentences.
 * A third uses Node's `Buffer`.
 */

const PYRIGHT = /[\\/]pyright-internal[\\/]dist[\\/]/;
const NAMESPACE = "pyright-stub";

const URI_STUB = "exports.Uri = {};";

function readDist(path) {
	const dist = dirname(createRequire(import.meta.url).resolve("@zzzen/pyright-internal/dist/parser/parser.js"));
	return readFileSync(join(dist, "..", path), "utf8");
}

/** One property per message that the parser uses: `name: () => text`, or a template where it formats one. */
function messages(table, section, strings, parser, localize) {
	const names = new Set([...parser.matchAll(new RegExp(`\\b${table}\\.(\\w+)`, "g"))].map((match) => match[1]));
	return [...names].sort().map((name) => {
		const definition = new RegExp(`\\b${section}\\.${name} = \\(\\) => (.*);`).exec(localize)?.[1];
		const entry = strings[section][name];
		const text = JSON.stringify(typeof entry === "string" ? entry : entry?.message);
		if (!definition || !text) throw new Error(`pyright's message ${table}.${name} is not where it was`);
		return `${name}: () => ${definition.includes("ParameterizedString") ? `new ParameterizedString(${text})` : text}`;
	});
}

function localizeStub() {
	const parser = readDist("parser/parser.js");
	const localize = readDist("localization/localize.js");
	const strings = JSON.parse(readDist("localization/package.nls.en-us.json"));
	const list = (table, section) => messages(table, section, strings, parser, localize).join(",\n");
	return `
class ParameterizedString {
	constructor(template) { this.template = template; }
	format(values) { return this.template.replace(/\\{(\\w+)\\}/g, (whole, name) => String(values[name] ?? whole)); }
	getFormatString() { return this.template; }
}
exports.ParameterizedString = ParameterizedString;
exports.LocMessage = {${list("LocMessage", "Diagnostic")}};
exports.LocAddendum = {${list("LocAddendum", "DiagnosticAddendum")}};
`;
}

/** What one shared helper asks of Node, and what it gets instead. A copy may share memory with its source here. */
const CORE_EDITS = [
	["Buffer.from(str, 'utf8').toString('utf8')", "str"],
	["process.execArgv.join()", "''"],
];

function editedCore(path) {
	let text = readFileSync(path, "utf8");
	for (const [from, to] of CORE_EDITS) {
		if (!text.includes(from)) throw new Error(`pyright's core.js has no ${from} any more`);
		text = text.replace(from, to);
	}
	return text;
}

/** An esbuild plugin: bundles with it run where there is neither Node nor `process`. */
export function pyrightStubs() {
	return {
		name: "pyright-stubs",
		setup(build) {
			const stub = (path) => (args) =>
				PYRIGHT.test(args.importer) || path === "localize" ? { path, namespace: NAMESPACE } : undefined;
			build.onResolve({ filter: /(?:^|\/)uri\/uri$/ }, stub("uri"));
			build.onResolve({ filter: /(?:^|\/)localization\/localize$/ }, stub("localize"));
			build.onLoad({ filter: /[\\/]pyright-internal[\\/]dist[\\/]common[\\/]core\.js$/ }, ({ path }) => ({
				contents: editedCore(path),
				loader: "js",
			}));
			build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
				contents: path === "uri" ? URI_STUB : localizeStub(),
				loader: "js",
			}));
		},
	};
}
