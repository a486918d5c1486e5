// `npm run programs -- [--only FILE[/CASE],…] [--show vague|wrong|…]`: compares traced programs with what we say.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { programReport } from "./program-report";
import { type ProgramScore, readPrograms, scoreProgram } from "./program-score";

const { values: options } = parseArgs({
	options: {
		only: { type: "string" },
		show: { type: "string" },
		limit: { type: "string", default: "40" },
		/** Scores the programs that are put aside, too, and writes the page. */
		write: { type: "boolean", default: false },
	},
	strict: false,
});
const limit = Number(options.limit);
const ASIDE = join(__dirname, "..", "programs", "held-out.txt");
const PAGE = join(__dirname, "..", "..", "docs", "programs", "README.md");
const aside = new Set(existsSync(ASIDE) ? readFileSync(ASIDE, "utf8").split("\n").filter(Boolean) : []);
const scores: ProgramScore[] = [];
const heldOut: ProgramScore[] = [];
for (const program of readPrograms(typeof options.only === "string" ? options.only.split(",") : [])) {
	const isHeldOut = aside.has(`${program.file}/${program.name}`);
	if (isHeldOut && !options.write) continue;
	const score = scoreProgram(program);
	if (!score) continue;
	if (isHeldOut) {
		heldOut.push(score);
		continue;
	}
	scores.push(score);
	const count = (verdict: string): number => score.places.filter((each) => each.verdict === verdict).length;
	const share = ((100 * count("exact")) / Math.max(1, score.places.length)).toFixed(1);
	console.log(
		`${share.padStart(5)} %  ${program.file}/${program.name}: ${count("exact")}/${score.places.length} exact, ${count("wrong")} wrong, ${score.falseAlarms.length} false, ${score.missed.length} missed, ${score.crashes.length} crashes, ${score.milliseconds.toFixed(0)} ms`,
	);
	for (const each of score.crashes.slice(0, 3)) console.log(`    CRASH ${each}`);
	for (const each of score.falseAlarms.slice(0, limit)) console.log(`    FALSE ${each}`);
	for (const each of score.missed) console.log(`    MISSED ${each}`);
	const shown = score.places.filter(({ verdict }) => verdict === "wrong" || verdict === options.show);
	for (const { verdict, path, line, text, real, ours, why } of shown.slice(0, limit)) {
		const truth = real.map((one) => `${one.kind} ${JSON.stringify(one.shape)} ${one.dtype}`).join(" | ");
		console.log(`    ${verdict} ${path}:${line} \`${text}\`\n        real ${truth}\n        ours ${ours} (${why})`);
	}
}
const all = scores.flatMap(({ places }) => places);
const reasons = new Map<string, number>();
for (const { verdict, why } of all) if (verdict === "vague") reasons.set(why, (reasons.get(why) ?? 0) + 1);
const ranked = [...reasons].sort((a, b) => b[1] - a[1]);
for (const [why, count] of ranked.slice(0, limit)) console.log(`${String(count).padStart(6)}  ${why}`);
const exact = all.filter(({ verdict }) => verdict === "exact").length;
console.log(
	`${scores.length} programs, ${all.length} expressions: ${((100 * exact) / all.length).toFixed(2)} % exact, ${all.filter(({ verdict }) => verdict === "wrong").length} wrong, ${scores.flatMap((each) => each.falseAlarms).length} false alarms, ${scores.flatMap((each) => each.missed).length} missed`,
);
if (options.write) {
	mkdirSync(dirname(PAGE), { recursive: true });
	writeFileSync(PAGE, programReport(scores, heldOut));
}
