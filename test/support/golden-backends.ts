import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoldenRecord, type Judged, judge, tally, VERDICTS } from "./golden";

/** What Keras 3 answers on another backend: a file for each. */
const FOLDER = process.env.KERASPEC_GOLDEN ?? join(__dirname, "..", "golden", "backends");

export const backendNames = (): readonly string[] =>
	readdirSync(FOLDER)
		.filter((name) => name.endsWith(".jsonl"))
		.map((name) => name.slice(0, -".jsonl".length))
		.sort();

export function judgeBackend(name: string): readonly Judged[] {
	const lines = readFileSync(join(FOLDER, `${name}.jsonl`), "utf8")
		.split("\n")
		.filter(Boolean);
	return lines.map((line) => judge(JSON.parse(line) as GoldenRecord, "b", undefined, undefined, name));
}

/** Prints where our answers for other backends are wrong: `npx tsx test/support/golden-backends.ts [vague]`. */
function main(shown: readonly string[]): void {
	for (const name of backendNames()) {
		const judged = judgeBackend(name);
		const counts = tally(judged);
		console.log(name.padEnd(12), VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join("  "));
		for (const { record, verdict, ours } of judged)
			if (shown.includes(verdict))
				console.log(
					`  ${verdict}: ${record.code}\n      real ${JSON.stringify({ ...record, code: undefined })}\n      ours ${ours}`,
				);
	}
}

if (require.main === module) main(["wrong", "false-alarm", "wrong-class", "crash", ...process.argv.slice(2)]);
