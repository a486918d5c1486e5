// Calls that no record holds: `npm run fresh -- [--seed TEXT] [--count N] [--world a|b]`.
// Draws calls of all layers (symbolic, inside another layer, on real tensors), of functions of TensorFlow and of keras.ops from a
// seed, today's date unless one is given, asks real Keras, and compares. Ends with 1 when an answer of ours is wrong or a false alarm.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CACHE, ENVIRONMENT, python, ROOT, run } from "../environments.mjs";

const MODES = ["symbolic", "inside", "eager"];

const { values: options } = parseArgs({
	options: {
		seed: { type: "string", default: new Date().toISOString().slice(0, 10) },
		count: { type: "string", default: "10" },
		world: { type: "string" },
	},
});
const worlds = options.world ? [options.world] : ["a", "b"];
const folder = (name) => join(CACHE, "fresh", options.seed, name);

/** What compares the answers, where they are none about layers. */
const PROGRAMS = { ops: "golden-ops.ts", functions: "golden-functions-cli.ts" };

/** Prints how the answers compare; whether a spec is wrong, an error false, or the analysis crashed. */
function compare(name, world) {
	const program = [PROGRAMS[name] ?? "golden-cli.ts", ...(name === "ops" ? [] : ["--world", world])];
	const { stdout } = spawnSync("npx", ["tsx", join("test/support", program[0]), ...program.slice(1)], {
		cwd: ROOT,
		env: { ...ENVIRONMENT, KERASPEC_GOLDEN: folder(name) },
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	const total = stdout.split("\n").findLast((line) => line.startsWith("total")) ?? "";
	const [exact, vague, wrong, missed, falseAlarms, wrongClass, crashes] = (total.match(/\d+/g) ?? []).map(Number);
	console.log(
		`${name.padEnd(9)} world ${world}: ${exact} exact, ${vague} vague, ${wrong} wrong, ${missed} missed, ${falseAlarms} false alarms, ${wrongClass} of another class, ${crashes} crashes`,
	);
	return !(wrong + falseAlarms + crashes === 0);
}

async function draw(world) {
	const executable = await python(world);
	const here = join(ROOT, "test/oracle/holdout");
	for (const mode of MODES)
		await run(executable, [
			join(here, "random_layers.py"),
			join(folder(mode), world),
			options.seed,
			options.count,
			mode,
		]);
	await run(executable, [join(here, "random_functions.py"), folder("functions"), options.seed, options.count]);
	if (world === "b") await run(executable, [join(here, "random_ops.py"), folder("ops"), options.seed, options.count]);
}

await Promise.all(worlds.map(draw));
const bad = worlds.flatMap((world) =>
	[...MODES, "functions", ...(world === "b" ? ["ops"] : [])].map((name) => compare(name, world)),
);
console.log(
	`The records are in ${folder("")}; \`npm run golden -- Dense\` shows them with KERASPEC_GOLDEN set to one of its folders.`,
);
process.exit(bad.some(Boolean) ? 1 : 0);
