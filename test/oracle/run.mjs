// The oracle: `node test/oracle/run.mjs [--check [--sample N|K/N]] [--world a|b] [--only layers|ops|fixtures|snippets|signatures|summaries|weights|application-summaries|applications|backends] [--layer Dense,LSTM] [--fixture python/values]`.
// Asks real Keras, in two Python environments, and writes (or compares) the records under test/golden.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { crc32 } from "node:zlib";
import { CACHE, ENVIRONMENT, python, ROOT, run } from "./environments.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const GOLDEN = join(ROOT, "test/golden");
const FIXTURES = join(ROOT, "test/fixtures");
const SUMMARIES = join(FIXTURES, "summary");
const EXAMPLES = join(ROOT, "docs/examples");
const SNIPPETS = join(GOLDEN, "rules/snippets.json");
const PARTS = [
	"signatures",
	"fixtures",
	"snippets",
	"summaries",
	"weights",
	"application-summaries",
	"applications",
	"functions",
	"ops",
	"backends",
	"layers",
];
/** Parts that take long, of which a check may ask a sample. */
const SAMPLED = ["applications", "functions", "ops", "layers"];
const SHOWN = 20;
const DAY = 86_400_000;
const { values: options } = parseArgs({
	options: {
		check: { type: "boolean", default: false },
		sample: { type: "string" },
		world: { type: "string" },
		only: { type: "string" },
		layer: { type: "string" },
		fixture: { type: "string" },
	},
});
const worlds = choose("world", options.world, ["a", "b"]);
const parts = choose("only", options.only, PARTS);
const layers = options.layer ? options.layer.split(",") : [];
const fixtures = options.fixture ? options.fixture.split(",") : [];

const sample = chooseSample(options.sample);

/** `4`: the quarter of the records whose turn it is today; `3/4`: the third quarter. */
function chooseSample(value) {
	if (value === undefined) return undefined;
	const [, first, second] = /^(\d+)(?:\/(\d+))?$/.exec(value) ?? [];
	const parts = Number(second ?? first);
	const part = second ? Number(first) : (Math.floor(Date.now() / DAY) % parts) + 1;
	if (options.check && part >= 1 && part <= parts) return { part, parts };
	console.error("--sample N or K/N, with K from 1 to N, goes with --check");
	process.exit(2);
}

/** As `in_sample` of judge.py. */
const isSampled = (line) => {
	const { code, program } = JSON.parse(line);
	return crc32(code ?? program.join("\n")) % sample.parts === sample.part - 1;
};

/** The wanted values of an option: all when it is absent. */
function choose(name, value, all) {
	const chosen = value ? value.split(",") : all;
	const odd = chosen.find((part) => !all.includes(part));
	if (odd === undefined) return chosen;
	console.error(`--${name}: "${odd}" is not one of ${all.join(", ")}`);
	process.exit(2);
}

/** The backends that are asked beside TensorFlow, and what they need; NumPy's own lacks a few functions that JAX has. */
const BACKENDS = ["numpy", "jax"];
const BACKEND_PACKAGES = ["jax==0.10.2", "jaxlib==0.10.2", "scipy==1.17.1"];

/** A folder of packages that goes before those of the Python environment. */
async function backendPackages(executable) {
	const folder = join(CACHE, "backends");
	if (!existsSync(folder))
		await run(executable, ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, ...BACKEND_PACKAGES]);
	return folder;
}

/** Files below a folder, as paths relative to it, sorted. */
function files(folder, suffix) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith(suffix))
		.sort();
}

async function programs(executable, source, target, flags) {
	const found = files(source, ".py")
		.filter((name) => fixtures.length === 0 || fixtures.includes(name.slice(0, -".py".length)))
		.map((name) => join(source, name))
		.filter((path) => !path.startsWith(SUMMARIES));
	if (found.length > 0) await run(executable, [join(HERE, "run_program.py"), ...flags, source, target, ...found]);
}

/** Each part writes below `out`, which has the layout of test/golden. */
const RECORDERS = {
	signatures: (executable, world, out) =>
		run(executable, [join(HERE, "record_signatures.py"), join(out, `signatures/${world}.json`)]),
	fixtures: async (executable, world, out) => {
		await programs(executable, FIXTURES, join(out, "fixtures", world), []);
		await programs(executable, EXAMPLES, join(out, "examples", world), ["--stdout"]);
	},
	snippets: async (executable, world, out) => {
		if (existsSync(SNIPPETS))
			await run(executable, [join(HERE, "run_snippets.py"), SNIPPETS, join(out, `rules/${world}.json`)]);
	},
	summaries: (executable, world, out) =>
		run(executable, [join(HERE, "record_summaries.py"), SUMMARIES, join(out, `summary/${world}.json`)]),
	weights: (executable, world, out) =>
		run(executable, [join(HERE, "record_weights.py"), join(out, `weights/${world}.json`)]),
	"application-summaries": (executable, world, out) =>
		run(executable, [join(HERE, "record_application_summaries.py"), join(out, `summary/applications/${world}.json`)]),
	applications: (executable, world, out) =>
		run(executable, [join(HERE, "record_applications.py"), join(out, "applications", world), ...layers]),
	functions: (executable, world, out) =>
		run(executable, [join(HERE, "record_functions.py"), join(out, "functions", world), ...layers]),
	/** Only Keras 3 has them. */
	ops: async (executable, world, out) => {
		if (world === "b") await run(executable, [join(HERE, "record_ops.py"), join(out, "ops", world), ...layers]);
	},
	/** Only Keras 3 has several. */
	backends: async (executable, world, out) => {
		if (world !== "b") return;
		const PYTHONPATH = await backendPackages(executable);
		for (const backend of BACKENDS) {
			const target = join(out, `backends/${backend}.jsonl`);
			const environment = { PYTHONPATH, KERAS_BACKEND: backend };
			const which = options.check ? ["again"] : [];
			await run(executable, [join(HERE, "record_backends.py"), GOLDEN, target, ...which], environment);
		}
	},
	layers: (executable, world, out) =>
		run(executable, [join(HERE, "record_layers.py"), join(out, "layers", world), ...layers]),
};

/** Folders of the parts that are one file for each world. */
const SINGLE = {
	snippets: "rules",
	signatures: "signatures",
	summaries: "summary",
	weights: "weights",
	"application-summaries": "summary/applications",
};

/** The records that belong to a part and a world, as paths below test/golden. */
function owned(base, part, world) {
	const below = (folder, suffix) => files(join(base, folder, world), suffix).map((name) => join(folder, world, name));
	if (["layers", "ops", "applications", "functions"].includes(part))
		return below(part, ".jsonl").filter((name) => layers.length === 0 || layers.includes(stem(name)));
	if (part === "backends")
		return world === "b" ? files(join(base, part), ".jsonl").map((name) => join(part, name)) : [];
	if (part === "fixtures") {
		if (fixtures.length > 0) return fixtures.map((name) => join("fixtures", world, `${name}.json`));
		return [...below("fixtures", ".json"), ...below("examples", ".json")];
	}
	const single = join(SINGLE[part], `${world}.json`);
	return existsSync(join(base, single)) ? [single] : [];
}

function stem(name) {
	return name.slice(name.lastIndexOf("/") + 1, name.lastIndexOf("."));
}

function linesOf(file) {
	return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}

/** The committed lines that are asked. */
function recorded(name) {
	const lines = linesOf(join(GOLDEN, name));
	const part = name.slice(0, name.indexOf("/"));
	return sample && SAMPLED.includes(part) ? lines.filter((line) => line === "" || isSampled(line)) : lines;
}

/** Messages of functions hold numbers of traces and the loser of a race between ops; class and code are what is scored. */
function comparable(name, lines) {
	return name.startsWith("functions/") ? lines.map((line) => line.replace(/"message": "(?:[^"\\]|\\.)*"/, "")) : lines;
}

/** The lines that only one side has: `-` was recorded, `+` is what Keras says now. */
function differences(name, fresh) {
	const [before, after] = [comparable(name, recorded(name)), comparable(name, linesOf(join(fresh, name)))];
	const [had, has] = [new Set(before), new Set(after)];
	const found = [
		...before.filter((line) => !has.has(line)).map((line) => `- ${line}`),
		...after.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
	];
	if (found.length === 0 && sample === undefined && before.join("\n") !== after.join("\n"))
		found.push("! same lines in another order");
	return found.map((line) => `${name} ${line}`);
}

async function judge(world) {
	const executable = await python(world);
	const found = [];
	for (const part of parts) {
		const fresh = mkdtempSync(join(tmpdir(), "keraspec-oracle-"));
		const started = Date.now();
		try {
			await RECORDERS[part](executable, world, fresh);
			const names = new Set([...owned(GOLDEN, part, world), ...owned(fresh, part, world)]);
			for (const name of [...names].sort())
				options.check ? found.push(...differences(name, fresh)) : replace(name, fresh);
		} finally {
			rmSync(fresh, { recursive: true, force: true });
		}
		console.log(`world ${world}: ${part}, ${((Date.now() - started) / 1000).toFixed(0)} s`);
	}
	return found;
}

/** Put a fresh record in place; one that is no longer made goes. */
function replace(name, fresh) {
	const target = join(GOLDEN, name);
	if (!existsSync(join(fresh, name))) return rmSync(target, { force: true });
	mkdirSync(dirname(target), { recursive: true });
	writeFileSync(target, readFileSync(join(fresh, name)));
}

if (sample) {
	ENVIRONMENT.KERASPEC_SAMPLE = `${sample.part}/${sample.parts}`;
	console.log(`sample ${sample.part} of ${sample.parts} of ${SAMPLED.join(", ")}`);
}
const found = (await Promise.all(worlds.map(judge))).flat();
for (const line of found.slice(0, SHOWN)) console.error(line.length > 400 ? `${line.slice(0, 400)}…` : line);
if (found.length > 0) {
	console.error(`${found.length} lines differ between ${relative(ROOT, GOLDEN)} and real Keras`);
	process.exitCode = 1;
}
