import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { build } from "esbuild";
import { addressOf, newPage, remoteUri } from "./browser";
import type { CodeServer } from "./code-server";
import { ROOT } from "./places";

/** What the window itself says. */
const NOISE = /^(\[[A-Za-z]|Creating a socket|Ignoring fetching|Updating additional|Resol(ving|ved) connection)/;

const LIMIT = 120_000;

/** Runs in the extension host: VS Code calls `run`. Mocha is an ES module, which a host with Node 20 cannot require. */
const RUNNER = `
exports.run = async () => {
	const { default: Mocha } = await import(${JSON.stringify(join(ROOT, "node_modules/mocha/index.js"))});
	const mocha = new Mocha({ ui: "bdd", color: false, timeout: 60000, reporter: "spec" });
	mocha.addFile(require.resolve("./suite.js"));
	await new Promise((resolve, reject) =>
		mocha.run((failures) => (failures ? reject(new Error(failures + " tests failed")) : resolve())),
	);
};
`;

/** Runs a suite of test/e2e/host inside VS Code's extension host, as VS Code's own tests of its API are run. */
export async function runInExtensionHost(server: CodeServer, suite: string, folder: string): Promise<string> {
	const tests = join(server.folder, "suite");
	mkdirSync(join(tests, "extension"), { recursive: true });
	await build({
		entryPoints: [join(ROOT, "test/e2e/host", suite)],
		outfile: join(tests, "suite.js"),
		bundle: true,
		platform: "node",
		format: "cjs",
		external: ["vscode"],
		logLevel: "error",
	});
	writeFileSync(join(tests, "run.js"), RUNNER);
	// What is tested is the extension that was installed; some extension has to be the one under development.
	const manifest = { name: "suite", publisher: "test", version: "0.0.1", engines: { vscode: "^1.90.0" } };
	writeFileSync(join(tests, "extension/package.json"), JSON.stringify(manifest));

	const page = await newPage(server);
	const lines: string[] = [];
	const code = new Promise<unknown>((resolve, reject) => {
		setTimeout(() => reject(new Error(`no end:\n${lines.join("\n")}`)), LIMIT).unref();
		void page.exposeFunction("codeAutomationExit", resolve);
	});
	await page.exposeFunction("codeAutomationLog", (_type: string, [first, ...rest]: readonly unknown[]) => {
		const line = format(first, ...rest);
		if (!NOISE.test(line)) lines.push(line);
	});
	const payload = [
		["extensionDevelopmentPath", remoteUri(server, join(tests, "extension"))],
		["extensionTestsPath", remoteUri(server, join(tests, "run.js"))],
		["enableProposedApi", ""],
		["skipWelcome", "true"],
	] as const;
	await page.goto(addressOf(server, folder, payload));
	const result = await code;
	const log = lines.join("\n");
	if (result !== 0) throw new Error(log);
	await page.context().close();
	return log;
}
