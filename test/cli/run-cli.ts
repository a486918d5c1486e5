import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { BUNDLES } from "../../server/tools/bundles.mjs";

const ROOT = join(__dirname, "../..");

export interface Run {
	readonly code: number | null;
	readonly out: string;
	readonly error: string;
	readonly milliseconds: number;
}

/** A folder of its own with a freshly bundled command line, and files to read. */
export interface Workspace {
	readonly folder: string;
	write(name: string, content: string | Uint8Array): string;
	/** Runs the command line in the folder. */
	run(args: readonly string[], options?: RunOptions): Run;
	remove(): void;
}

export interface RunOptions {
	readonly input?: string | Uint8Array;
	readonly env?: Readonly<Record<string, string>>;
}

const LIMIT = 30_000;

export async function createWorkspace(): Promise<Workspace> {
	const folder = mkdtempSync(join(tmpdir(), "keraspec-cli-"));
	// The root of a repository: what lies above it is not looked at.
	mkdirSync(join(folder, ".git"));
	const outfile = join(folder, ".bundle", "cli.js");
	const bundle = BUNDLES.find((each) => each.outfile === "dist/cli.js");
	await build({ ...bundle, absWorkingDir: ROOT, outfile, logLevel: "error" });
	return {
		folder,
		write(name, content) {
			const path = join(folder, name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, content);
			return name;
		},
		run: (args, options = {}) => runCli(outfile, folder, args, options),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

function runCli(script: string, folder: string, args: readonly string[], options: RunOptions): Run {
	const started = performance.now();
	const { NO_COLOR: _no, FORCE_COLOR: _force, ...environment } = process.env;
	const child = spawnSync(process.execPath, [script, ...args], {
		cwd: folder,
		encoding: "utf8",
		input: options.input ?? "",
		env: { ...environment, ...options.env },
		timeout: LIMIT,
		maxBuffer: 100_000_000,
	});
	return {
		code: child.status,
		out: child.stdout,
		error: child.stderr,
		milliseconds: performance.now() - started,
	};
}
