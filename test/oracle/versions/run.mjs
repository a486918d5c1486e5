// Earlier versions of Keras: `node test/oracle/versions/run.mjs [--only signatures|layers] [--version 3.5]`.
// Makes an environment for each, asks it for its signatures and for its answers to the committed layer expressions, and writes
// what differs from the newest version below test/golden/versions. All of it takes two hours of two cores.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CACHE as BASE, ENVIRONMENT } from "../environments.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ORACLE = resolve(HERE, "..");
const GOLDEN = resolve(HERE, "../../golden");
const CACHE = join(BASE, "versions");

/** The last patch of each minor version, and the TensorFlow that it is run on; Keras 2 comes with its own. */
const OLD_TENSORFLOW = "2.16.2";
const KERAS_3 = ["3.0.5", "3.1.1", "3.2.1", "3.3.3", "3.4.1", "3.5.0", "3.6.0", "3.7.0", "3.8.0"];
const KERAS_3_ON_NEWEST = ["3.9.2", "3.10.0", "3.11.3", "3.12.4", "3.13.2", "3.14.1"];
const KERAS_2 = ["2.12.1", "2.13.1", "2.14.1"];
/** Read as text only: their TensorFlow knows no Python of today. */
const SOURCES = ["2.6.0", "2.7.0", "2.8.0", "2.9.0", "2.10.0", "2.11.0"];

const { values: options } = parseArgs({ options: { only: { type: "string" }, version: { type: "string" } } });

function run(command, commandArguments, environment = {}) {
	const { status } = spawnSync(command, commandArguments, {
		env: { ...ENVIRONMENT, ...environment },
		stdio: "inherit",
	});
	if (status !== 0) throw new Error(`${command} ${commandArguments[0] ?? ""} ended with ${status}`);
}

const pip = (executable, ...rest) => run(executable, ["-m", "pip", "install", "--quiet", ...rest]);

/** A folder that holds one version of Keras alone. */
function packageOf(version) {
	const folder = join(CACHE, `keras-${version}`);
	if (!existsSync(folder)) pip("python3", "--no-deps", "--target", folder, `keras==${version}`);
	return folder;
}

function environmentOf(tensorflow, ...more) {
	const venv = join(CACHE, `venv-${tensorflow}`);
	const executable = join(venv, "bin/python");
	if (existsSync(executable)) return executable;
	run(process.env.KERASPEC_PYTHON ?? "python3", ["-m", "venv", venv]);
	pip(executable, `tensorflow-cpu==${tensorflow}`, "numpy<2", ...more);
	return executable;
}

/** The Python of a version and the folder that goes before its packages. */
function siteOf(version) {
	if (KERAS_2.includes(version)) return { executable: environmentOf(version) };
	const overlay = { PYTHONPATH: packageOf(version) };
	if (KERAS_3_ON_NEWEST.includes(version)) return { executable: join(BASE, "venv-b/bin/python"), overlay };
	return { executable: environmentOf(OLD_TENSORFLOW, "rich", "namex", "optree", "ml-dtypes", "dm-tree"), overlay };
}

const chosen = (versions) =>
	versions.filter((each) => options.version === undefined || each.startsWith(`${options.version}.`));
const RUNNABLE = [...KERAS_2, ...KERAS_3, ...KERAS_3_ON_NEWEST];
const [signatures, answers] = ["signatures", "answers"].map((name) => join(CACHE, name));
for (const folder of [signatures, answers]) mkdirSync(folder, { recursive: true });

/** A part of the versions would make a golden file of that part alone. */
function merge(program, folder, suffix, versions, ...rest) {
	const missing = versions.filter((version) => !existsSync(join(folder, version + suffix)));
	if (missing.length === 0) run("python3", [join(HERE, program), folder, ...rest]);
	else console.log(`not merged: nothing from ${missing.join(", ")} yet`);
}

if (options.only !== "layers") {
	for (const version of chosen(SOURCES)) {
		const sources = join(packageOf(version), "keras");
		run("python3", [join(HERE, "signatures_of_sources.py"), sources, join(signatures, `${version}.json`)]);
	}
	for (const version of chosen(RUNNABLE)) {
		const { executable, overlay } = siteOf(version);
		run(executable, [join(ORACLE, "record_signatures.py"), join(signatures, `${version}.json`)], overlay);
	}
	const target = join(GOLDEN, "versions/signatures.json");
	merge("merge_signatures.py", signatures, ".json", [...SOURCES, ...RUNNABLE], join(GOLDEN, "signatures"), target);
}

if (options.only !== "signatures") {
	for (const version of chosen(RUNNABLE)) {
		const { executable, overlay } = siteOf(version);
		const asked = join(GOLDEN, "layers", version.startsWith("2.") ? "a" : "b");
		run(executable, [join(HERE, "ask_again.py"), asked, join(answers, `${version}.jsonl`)], overlay);
	}
	merge("merge_answers.py", answers, ".jsonl", RUNNABLE, join(GOLDEN, "layers"), join(GOLDEN, "versions/layers"));
}
