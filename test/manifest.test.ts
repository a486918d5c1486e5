import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationOf } from "../server/tools/manifest-settings";
import { DEFAULT_SETTINGS, SETTINGS } from "../shared/settings";

const ROOT = join(__dirname, "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

interface Manifest {
	readonly keywords: readonly string[];
	readonly icon: string;
	readonly activationEvents: readonly string[];
	readonly capabilities: Readonly<Record<string, unknown>>;
	readonly contributes: {
		readonly commands: readonly { readonly command: string }[];
		readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
		readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
		readonly configuration: object;
	};
}

const manifest = JSON.parse(read("package.json")) as Manifest;

/** Those that only our own views and code actions call. */
const INTERNAL_COMMANDS = ["keraspec.copyText", "keraspec.revealInCode"];

/** Everything that runs in the extension host. */
const client = ["client", "client/models", "shared"]
	.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)))
	.filter((path) => path.endsWith(".ts"))
	.map(read)
	.join("\n");

describe("the manifest", () => {
	it("has the settings of shared/settings.ts", () => {
		assert.deepEqual(manifest.contributes.configuration, configurationOf());
	});

	it("has a default for everything that the server reads, and nothing more", () => {
		const flat = (value: object, prefix = ""): (readonly [string, unknown])[] =>
			Object.entries(value).flatMap(([key, each]) =>
				typeof each === "object" && !Array.isArray(each) && key !== "rules"
					? flat(each as object, `${prefix}${key}.`)
					: [[prefix + key, each] as const],
			);
		const declared = SETTINGS.filter((each) => each.key !== "trace.server").map((each) => [each.key, each.default]);
		assert.deepEqual(Object.fromEntries(flat(DEFAULT_SETTINGS)), Object.fromEntries(declared));
	});

	it("has exactly the commands that the client registers", () => {
		const constants = new Map(
			[...client.matchAll(/const (\w+_COMMAND) = "([^"]+)"/g)].map(([, name, command]) => [name, command]),
		);
		const registered = [...client.matchAll(/registerCommand\((?:"([^"]+)"|(\w+))/g)].map(
			([, literal, constant]) => literal ?? constants.get(constant ?? ""),
		);
		const listed = manifest.contributes.commands.map((each) => each.command);
		assert.deepEqual([...listed, ...INTERNAL_COMMANDS].sort(), registered.sort());
	});

	it("uses in menus what there is", () => {
		const listed = new Set(manifest.contributes.commands.map((each) => each.command));
		const used = Object.values(manifest.contributes.menus).flat();
		assert.deepEqual(
			used.filter(({ command }) => !listed.has(command)),
			[],
		);
		for (const { id } of Object.values(manifest.contributes.views).flat()) assert.ok(client.includes(`"${id}"`), id);
	});

	it("runs in untrusted and virtual workspaces, and for Python alone", () => {
		assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
		assert.deepEqual(manifest.activationEvents, [
			"onLanguage:python",
			"onWebviewPanel:keraspec.graph",
			"onWebviewPanel:keraspec.summary",
		]);
	});

	it("is what the marketplace takes", () => {
		assert.ok(manifest.keywords.length <= 30);
		const icon = readFileSync(join(ROOT, manifest.icon));
		assert.equal(icon.subarray(1, 4).toString("latin1"), "PNG");
		assert.equal(icon.readUInt32BE(16), 256);
		assert.equal(icon.readUInt32BE(20), 256);
	});
});
