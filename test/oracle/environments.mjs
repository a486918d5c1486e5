// The two Python environments in which real Keras is asked, and how programs are run in them.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = resolve(HERE, "../..");

/** Where environments, packages and traces are kept between runs; outside of the repository. */
export const CACHE = process.env.KERASPEC_CACHE ?? join(homedir(), ".cache/keraspec");

/** One answer on every machine: no GPU, no oneDNN, no hash seeds, no legacy Keras. */
export const ENVIRONMENT = {
	...process.env,
	TF_CPP_MIN_LOG_LEVEL: "3",
	CUDA_VISIBLE_DEVICES: "-1",
	TF_ENABLE_ONEDNN_OPTS: "0",
	PYTHONHASHSEED: "0",
	PYTHONDONTWRITEBYTECODE: "1",
	COLUMNS: "100",
	KERAS_BACKEND: "tensorflow",
};
delete ENVIRONMENT.TF_USE_LEGACY_KERAS;

/** Runs to the end with the terminal's output; rejects when it fails. */
export function run(command, commandArguments, environment = {}) {
	return new Promise((done, failed) => {
		const child = spawn(command, commandArguments, {
			cwd: ROOT,
			env: { ...ENVIRONMENT, ...environment },
			stdio: ["ignore", "inherit", "inherit"],
		});
		child.on("error", failed);
		child.on("exit", (code, signal) =>
			code === 0 ? done() : failed(new Error(`${command} ${commandArguments[0] ?? ""} ended with ${signal ?? code}`)),
		);
	});
}

/** The Python of a world; its environment is made when absent, or when the pinned versions have changed. */
export async function python(world) {
	const venv = join(CACHE, `venv-${world}`);
	const executable = join(venv, "bin/python");
	const pins = join(HERE, `requirements-${world}.txt`);
	const stamp = join(venv, "keraspec-requirements.txt");
	const wanted = readFileSync(pins, "utf8");
	if (existsSync(executable) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return executable;
	if (!existsSync(executable)) await run(process.env.KERASPEC_PYTHON ?? "python3", ["-m", "venv", venv]);
	await run(executable, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins]);
	writeFileSync(stamp, wanted);
	return executable;
}
