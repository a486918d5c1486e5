import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "@vscode/vsce";
import { ROOT } from "./places";

/** The same files as in the package, but with the browser's entry alone: VS Code then runs it in a web worker. */
export async function packageForWeb(folder: string): Promise<string> {
	for (const name of await listFiles({ cwd: ROOT })) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
	const { main: _main, scripts: _scripts, ...manifest } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
	cpSync(join(ROOT, ".vscodeignore"), join(folder, ".vscodeignore"));
	return packageFolder(folder);
}

/** The package of the extension in a folder, beside it. */
export function packageFolder(folder: string): string {
	const path = `${folder}.vsix`;
	const vsce = join(ROOT, "node_modules/@vscode/vsce/vsce");
	const options = ["package", "--no-dependencies"];
	const made = spawnSync(process.execPath, [vsce, ...options, "-o", path], { cwd: folder, encoding: "utf8" });
	if (made.status !== 0) throw new Error(made.stderr);
	return path;
}
