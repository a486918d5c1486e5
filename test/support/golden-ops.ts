import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoldenRecord, type Judged, judge } from "./golden";
import { head, readAsked, row, showDifferences } from "./show-judged";

/** Records of `keras.ops` and `keras.random`, which only Keras 3 has, or others of the same form, for example random ones. */
const FOLDER = join(process.env.KERASPEC_GOLDEN ?? join(__dirname, "..", "golden", "ops"), "b");

export const opNames = (): readonly string[] =>
	readdirSync(FOLDER)
		.filter((name) => name.endsWith(".jsonl"))
		.map((name) => name.slice(0, -".jsonl".length))
		.sort();

export function judgeOp(name: string): readonly Judged[] {
	const lines = readFileSync(join(FOLDER, `${name}.jsonl`), "utf8")
		.split("\n")
		.filter(Boolean);
	return lines.map((line) => judge(JSON.parse(line) as GoldenRecord, "b"));
}

/** Prints how our answers about ops compare: `npm run golden:ops -- [reshape matmul …] [--limit 20] [--only vague]`. */
function main(argv: readonly string[]): void {
	const asked = readAsked(argv);
	console.log(head("world b"));
	const total: Judged[] = [];
	for (const name of opNames()) {
		if (asked.names.length > 0 && !asked.names.includes(name)) continue;
		const judged = judgeOp(name);
		total.push(...judged);
		console.log(row(name, judged));
		if (asked.names.length > 0) showDifferences(judged, asked);
	}
	console.log(row("total", total));
}

if (require.main === module) main(process.argv.slice(2));
