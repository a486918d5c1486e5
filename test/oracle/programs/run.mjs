// Real programs on real Keras: `node test/oracle/programs/run.mjs [--only FILE[/CASE],…] [--fresh] [--jobs N] [--sample N]`.
// Installs the packages that the programs of test/programs name, and traces each case once into the cache.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CACHE, ENVIRONMENT, ROOT } from "../environments.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PROGRAMS = join(ROOT, "test/programs");

const { values: options } = parseArgs({
	options: {
		only: { type: "string" },
		fresh: { type: "boolean", default: false },
		jobs: { type: "string", default: "2" },
		/** One program of so many, other ones each day. */
		sample: { type: "string", default: "1" },
	},
});
const only = options.only?.split(",");

function run(command, commandArguments) {
	return new Promise((done) => {
		const child = spawn(command, commandArguments, {
			cwd: ROOT,
			env: ENVIRONMENT,
			stdio: ["ignore", "inherit", "inherit"],
		});
		child.on("error", () => done(1));
		child.on("exit", (code) => done(code ?? 1));
	});
}

/** A `# key: a, b` line above the first case. */
function head(text, key) {
	const found = new RegExp(`^# ${key}:(.*)$`, "m").exec(text.split(/^# %%/m, 1)[0]);
	return found
		? found[1]
				.split(",")
				.map((part) => part.trim())
				.filter(Boolean)
		: [];
}

const casesOf = (text) => [...text.matchAll(/^# %% *(.*?) *$/gm)].map(([, name]) => name);

const venv = (world) => join(CACHE, `venv-${world}`);
const site = (world) => join(venv(world), "lib/python3.11/site-packages");

/** The folder of a package, installed without its dependencies; `extras-a` is a folder of small ones. */
async function folderOf(name, world) {
	if (name === "keras") return site(world);
	const folder = join(CACHE, "packages", name.replace("==", "-"));
	if (existsSync(folder)) return folder;
	const wanted = name.startsWith("extras-") ? ["-r", join(HERE, `${name}.txt`)] : [name];
	const fresh = `${folder}.part`;
	rmSync(fresh, { recursive: true, force: true });
	const pip = [join(venv(world), "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
	const code = await run(pip[0], [...pip.slice(1), "--no-deps", "--no-compile", "--target", fresh, ...wanted]);
	if (code !== 0) throw new Error(`${name} cannot be installed`);
	renameSync(fresh, folder);
	return folder;
}

/** Files of programs: below `packages` code that others wrote, below `own` ours. */
function files() {
	return ["packages", "own"].flatMap((group) => {
		const folder = join(PROGRAMS, group);
		if (!existsSync(folder)) return [];
		return readdirSync(folder)
			.filter((name) => name.endsWith(".py"))
			.sort()
			.map((name) => join(folder, name));
	});
}

/** Whether a program is among those of the day. */
function isSampled(program) {
	const parts = Number(options.sample);
	const today = Math.floor(Date.now() / 86_400_000);
	return createHash("sha256").update(program).digest().readUInt32BE() % parts === today % parts;
}

/** A trace stays as long as its program and the tracer are the same. */
function digest(text) {
	const hash = createHash("sha256").update(text);
	for (const name of readdirSync(HERE)
		.filter((each) => each.endsWith(".py"))
		.sort())
		hash.update(readFileSync(join(HERE, name)));
	return hash.digest("hex");
}

async function traceFile(file) {
	const text = readFileSync(file, "utf8");
	const name = basename(file, ".py");
	const wanted = only?.filter((each) => each.split("/")[0] === name);
	if (wanted && wanted.length === 0) return;
	const worlds = head(text, "world");
	for (const world of worlds) await traceWorld(file, name, text, world, wanted);
}

async function traceWorld(file, name, text, world, wanted) {
	const out = join(CACHE, "traces", world, name);
	const stamp = join(out, "stamp.txt");
	const stampNow = digest(text);
	if (options.fresh || !existsSync(stamp) || readFileSync(stamp, "utf8") !== stampNow)
		rmSync(out, { recursive: true, force: true });
	const chosen = wanted?.filter((each) => each.includes("/")).map((each) => each.slice(name.length + 1)) ?? [];
	const cases = (casesOf(text).length > 0 ? casesOf(text) : [name]).filter(
		(each) => (chosen.length === 0 || chosen.includes(each)) && isSampled(`${name}/${each}/${world}`),
	);
	const missing = cases.filter((each) => !existsSync(join(out, `${each}.json`)));
	if (missing.length === 0) return;
	const roots = [];
	for (const each of head(text, "package")) roots.push(await folderOf(each, world));
	mkdirSync(out, { recursive: true });
	writeFileSync(stamp, stampNow);
	// Packages with registries of their own cannot be imported twice.
	const batches = head(text, "process").length > 0 ? missing.map((each) => [each]) : [missing];
	for (const batch of batches) {
		const flags = casesOf(text).length > 0 ? ["--case", batch.join(",")] : [];
		await run(join(venv(world), "bin/python"), [join(HERE, "trace.py"), file, out, ...roots, ...flags]);
	}
}

const queue = files();
await Promise.all(
	Array.from({ length: Number(options.jobs) }, async () => {
		for (let file = queue.shift(); file; file = queue.shift()) await traceFile(file);
	}),
);
