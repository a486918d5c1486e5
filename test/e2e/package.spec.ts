import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listFiles } from "@vscode/vsce";
import { INVISIBLE } from "../support/hidden-characters";
import { ROOT } from "./support/places";

const MAX_BYTES = 1_500_000;

const FILES = ["CHANGELOG.md", "LICENSE", "README.md", "THIRD_PARTY_NOTICES.md", "docs/icon.png", "package.json"];

/** What may be there besides: the bundles, the icons of tabs, and the pages of the walkthrough. */
const FOLDERS =
	/^(dist\/[\w/-]+\.(js|css)|docs\/icons\/(graph|summary)-(light|dark)\.svg|docs\/walkthrough\/[\w-]+\.(md|svg))$/;

interface Manifest {
	readonly license?: string;
	readonly publisher?: string;
	readonly repository?: unknown;
	readonly extensionDependencies?: readonly string[];
	readonly extensionPack?: readonly string[];
	readonly enabledApiProposals?: readonly string[];
	readonly dependencies?: object;
}

const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;

describe("the extension's package", () => {
	let files: readonly string[];
	let folder: string;
	before(async () => {
		files = await listFiles({ cwd: ROOT });
		folder = mkdtempSync(join(tmpdir(), "keraspec-package-"));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it("is made without a warning, and small", () => {
		const path = join(folder, "keraspec.vsix");
		const made = spawnSync("npm", ["run", "package", "--", "-o", path], { cwd: ROOT, encoding: "utf8" });
		assert.equal(made.status, 0, made.stderr);
		const lines = `${made.stdout}${made.stderr}`.split("\n").filter((line) => !line.startsWith("npm warn"));
		assert.deepEqual(
			lines.filter((line) => /warn|error/i.test(line)),
			[],
		);
		const { size } = statSync(path);
		assert.ok(size <= MAX_BYTES, `${size} bytes`);
	});

	it("holds what is listed, and nothing else", () => {
		assert.deepEqual(files.filter((name) => !FOLDERS.test(name)).sort(), FILES);
		for (const name of ["dist/client.js", "dist/server.js", "dist/browser/client.js", "docs/icons/graph-dark.svg"])
			assert.ok(files.includes(name), name);
	});

	it("needs no other extension, no package and nothing that is only proposed", () => {
		const { extensionDependencies, extensionPack, enabledApiProposals, dependencies } = manifest;
		assert.deepEqual(
			[extensionDependencies, extensionPack, enabledApiProposals, dependencies],
			Array(4).fill(undefined),
		);
	});

	it("is what Open VSX takes: a license, a publisher, pictures from https", () => {
		assert.ok(manifest.license && manifest.publisher);
		for (const name of ["README.md", "CHANGELOG.md"]) {
			const pictures = [...read(name).matchAll(/!\[[^\]]*\]\(([^)\s]+)|<img[^>]+src="([^"]+)"/g)];
			for (const [, markdown, html] of pictures) {
				const source = markdown ?? html ?? "";
				if (/^[a-z]+:/i.test(source)) assert.match(source, /^https:/, name);
				else assert.ok(statSync(join(ROOT, source)).isFile(), source);
				assert.doesNotMatch(source, /\.svg$/, "the Marketplace shows no SVG");
			}
		}
	});

	it("hides no characters", () => {
		for (const name of files.filter((each) => /\.(js|css|json|md|svg)$/.test(each))) {
			const text = read(name);
			const at = text.search(INVISIBLE);
			assert.equal(at, -1, `${name}, at ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 20))}`);
		}
	});
});
