import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Definitions, type GoldenRecord, type Judged, judge, tally, type WorldLetter } from "./golden";
import type { Score } from "./golden-report";

/** The committed records, or others of the same form. */
const FUNCTIONS = process.env.KERASPEC_GOLDEN ?? join(__dirname, "..", "golden", "functions");

/** A folder that only the oracle has. */
const folder = (name: string): string => `import os\n${name} = os.environ["${name}"]\n`;

/** What the expressions use besides the libraries, as test/oracle/record_functions.py defines it. */
const NAMES: Definitions = {
	K: "K = tf.keras.backend\n",
	Call: `class Call(layers.Layer):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def call(self, *args):
        return self.function(*args)
`,
	IMAGES: folder("IMAGES"),
	TEXTS: folder("TEXTS"),
	SOUNDS: folder("SOUNDS"),
	Pair: `import typing

class Pair(typing.NamedTuple):
    x: object
    y: object
`,
};

export const functionFamilies = (world: WorldLetter): readonly string[] =>
	readdirSync(join(FUNCTIONS, world))
		.filter((name) => name.endsWith(".jsonl"))
		.map((name) => name.slice(0, -".jsonl".length))
		.sort();

/** Judges the records of a family of functions. */
export function judgeFunctions(world: WorldLetter, family: string): readonly Judged[] {
	const lines = readFileSync(join(FUNCTIONS, world, `${family}.jsonl`), "utf8")
		.split("\n")
		.filter(Boolean);
	return lines.map((line) => judge(JSON.parse(line) as GoldenRecord, world, NAMES));
}

export const functionScores = (world: WorldLetter): readonly Score[] =>
	functionFamilies(world).map((name) => {
		const judged = judgeFunctions(world, name);
		return { name, judged, counts: tally(judged) };
	});
