import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoldenRecord, type Judged, judge, tally, VERDICTS } from "./golden";

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

/** Prints how our answers about ops compare: `npm run golden:ops -- [reshape matmul …] [--limit 20]`. */
function main(argv: readonly string[]): void {
	const at = argv.indexOf("--limit");
	const limit = at < 0 ? 20 : Number(argv[at + 1]);
	const wanted = argv.filter((arg, index) => !arg.startsWith("--") && (at < 0 || index !== at + 1));
	const total = [];
	for (const name of opNames()) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const judged = judgeOp(name);
		total.push(...judged);
		console.log(name.padEnd(28), line(judged));
		if (wanted.length > 0)
			for (const each of judged.filter(({ verdict }) => verdict !== "exact").slice(0, limit)) show(each);
	}
	console.log("total".padEnd(28), line(total));
}

function line(judged: readonly Judged[]): string {
	const counts = tally(judged);
	return VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join("  ");
}

function show({ record, verdict, ours }: Judged): void {
	const real = record.raises
		? `${record.raises.exception}: ${record.raises.message}`
		: JSON.stringify({ ...record, code: undefined });
	console.log(`  ${verdict}: ${record.code}\n      real ${real}\n      ours ${ours}`);
}

if (require.main === module) main(process.argv.slice(2));
