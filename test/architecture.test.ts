import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = join(__dirname, "..");
const FOLDERS = ["server/src", "client", "shared"];
const MAX_LINES = 400;

/** What each folder may import, besides itself. The three seams of ARCHITECTURE.md. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	domain: [],
	shared: [],
	syntax: [],
	project: ["domain", "syntax", "shared"],
	interpreter: ["domain", "syntax"],
	python: ["domain", "interpreter/api"],
	numpy: ["domain", "interpreter/api"],
	keras: ["domain", "interpreter/api"],
	tensorflow: ["domain", "interpreter/api"],
	rules: ["domain", "interpreter/events"],
	ide: ["domain", "syntax", "interpreter", "python", "numpy", "keras", "tensorflow", "rules", "project", "shared"],
	lsp: ["ide", "shared", "project", "rules"],
	cli: ["ide", "project", "rules", "lsp", "shared"],
	entry: ["lsp", "cli", "ide", "shared", "project"],
	client: ["shared"],
};

/** Packages that only some folders may use. */
const PACKAGES: readonly { readonly name: RegExp; readonly folders: readonly string[] }[] = [
	{ name: /^vscode/, folders: ["lsp", "client", "entry"] },
	{ name: /^node:fs/, folders: ["cli", "project", "entry"] },
	{ name: /^@zzzen\/pyright-internal/, folders: ["syntax"] },
	{ name: /^(?:toml-eslint-parser|@renovatebot\/pep440)$/, folders: ["project"] },
];

const sourceFiles = (folder: string): readonly string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return sourceFiles(path);
		return entry.name.endsWith(".ts") ? [path] : [];
	});

const files = FOLDERS.flatMap((folder) => sourceFiles(join(ROOT, folder)));
const nameOf = (path: string): string => relative(ROOT, path).replaceAll("\\", "/");

function folderOf(path: string): string {
	const parts = nameOf(path).split("/");
	if (parts[0] !== "server") return parts[0] as string;
	return parts.length > 3 ? (parts[2] as string) : "entry";
}

const importsOf = (path: string): readonly string[] =>
	[...readFileSync(path, "utf8").matchAll(/^(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"]+)"/gm)].map(
		(match) => match[1] as string,
	);

function resolveImport(from: string, specifier: string): string | undefined {
	if (!specifier.startsWith(".")) return undefined;
	const target = resolve(dirname(from), specifier);
	return [`${target}.ts`, join(target, "index.ts")].find((candidate) => files.includes(candidate));
}

describe("architecture", () => {
	it("has files to look at", () => assert.ok(files.length > 50));

	it("imports run one way only", () => {
		const wrong: string[] = [];
		for (const path of files) {
			const from = folderOf(path);
			for (const specifier of importsOf(path)) {
				const target = resolveImport(path, specifier);
				if (!target) continue;
				const to = folderOf(target);
				if (to === from) continue;
				const inside = nameOf(target)
					.replace(/^server\/src\//, "")
					.replace(/\.ts$/, "");
				const fits = (ALLOWED[from] ?? []).some((allowed) => allowed === to || inside === allowed);
				if (!fits) wrong.push(`${nameOf(path)} imports ${nameOf(target)}`);
			}
		}
		assert.deepEqual(wrong, []);
	});

	it("keeps packages where they belong", () => {
		const wrong = files.flatMap((path) =>
			importsOf(path).flatMap((specifier) =>
				PACKAGES.filter(({ name, folders }) => name.test(specifier) && !folders.includes(folderOf(path))).map(
					() => `${nameOf(path)} imports ${specifier}`,
				),
			),
		);
		assert.deepEqual(wrong, []);
	});

	it("has no import cycles", () => {
		const done = new Set<string>();
		const cycles: string[] = [];
		const visit = (path: string, trail: readonly string[]): void => {
			if (trail.includes(path)) {
				cycles.push([...trail.slice(trail.indexOf(path)), path].map(nameOf).join(" -> "));
				return;
			}
			if (done.has(path)) return;
			for (const specifier of importsOf(path)) {
				const target = resolveImport(path, specifier);
				if (target) visit(target, [...trail, path]);
			}
			done.add(path);
		};
		for (const path of files) visit(path, []);
		assert.deepEqual(cycles, []);
	});

	it("keeps files small, kebab-case, without default exports", () => {
		const wrong: string[] = [];
		for (const path of files) {
			const text = readFileSync(path, "utf8");
			const name = nameOf(path);
			if (text.split("\n").length > MAX_LINES && !name.endsWith(".generated.ts")) wrong.push(`${name} is too long`);
			if (!/^[a-z0-9-]+(\.generated|\.d)?\.ts$/.test(name.split("/").at(-1) as string))
				wrong.push(`${name} is not kebab-case`);
			if (/^export default/m.test(text)) wrong.push(`${name} has a default export`);
		}
		assert.deepEqual(wrong, []);
	});
});
