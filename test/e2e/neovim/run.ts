import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, installProgram } from "../support/install";
import { FIXTURES, ROOT } from "../support/places";

const CLI = join(ROOT, "dist/cli.js");

/** The flow of an edit in Neovim's own client; its exit code is ours. */
function main(): number {
	if (!existsSync(CLI)) throw new Error("dist/cli.js is missing: npm run build");
	installProgram("neovim", () => findProgram(["nvim"]));
	const folder = mkdtempSync(join(tmpdir(), "keraspec-neovim-"));
	try {
		const file = join(folder, "shapes.py");
		cpSync(join(FIXTURES, "shapes.py"), file);
		const script = join(__dirname, "flow.lua");
		const { status } = spawnSync("nvim", ["--clean", "--headless", "-n", "-c", `luafile ${script}`], {
			env: { ...process.env, KERASPEC_CLI: CLI, KERASPEC_FILE: file, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder },
			stdio: ["ignore", "inherit", "inherit"],
			timeout: 90_000,
		});
		return status ?? 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

process.exitCode = main();
