// `npm run programs:score -- [--only FILE[/CASE],…] [--show vague|wrong|…] [--write|--check]`: compares traced programs with what we say.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { programReport, row } from "./program-report";
import { type Program, type ProgramScore, readPrograms } from "./program-score";
import { scorePrograms } from "./score-jobs";

const { values: options } = parseArgs({
	options: {
		only: { type: "string" },
		show: { type: "string" },
		limit: { type: "string", default: "40" },
		/** Scores the programs that are put aside, too, and writes the page. */
		write: { type: "boolean", default: false },
		/** As `write`, but compares with the committed page. */
		check: { type: "boolean", default: false },
		/** With `check`: compares the programs that have a trace, and lets the others be. */
		sample: { type: "boolean", default: false },
		/** Processes; one for each of two cores when all programs are scored. */
		jobs: { type: "string" },
	},
	strict: false,
});
const limit = Number(options.limit);
const ASIDE = join(__dirname, "..", "programs", "held-out.txt");
const PAGE = join(__dirname, "..", "..", "docs", "programs", "README.md");
const aside = new Set(existsSync(ASIDE) ? readFileSync(ASIDE, "utf8").split("\n").filter(Boolean) : []);
const isHeldOut = ({ file, name }: Program): boolean => aside.has(`${file}/${name}`);
const isWhole = options.write || options.check;

function show(score: ProgramScore): void {
	const { program } = score;
	if (isHeldOut(program)) return;
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

const programs = readPrograms(typeof options.only === "string" ? options.only.split(",") : []);

async function main(): Promise<void> {
	const wanted = programs.filter((each) => isWhole || !isHeldOut(each));
	const found = await scorePrograms(wanted, Number(options.jobs ?? (isWhole ? 2 : 1)), show);
	const scores = found.filter(({ program }) => !isHeldOut(program));
	summarize(scores);
	const page = programReport(
		scores,
		found.filter(({ program }) => isHeldOut(program)),
	);
	if (options.write) {
		mkdirSync(dirname(PAGE), { recursive: true });
		writeFileSync(PAGE, page);
	}
	if (options.sample) compareRows(scores);
	else if (options.check) compare(page, wanted.length - found.length);
}

/** The committed page must be the one that these scores give, from traces of all programs. */
function compare(page: string, untraced: number): void {
	const lines = page.split("\n");
	const committed = existsSync(PAGE) ? readFileSync(PAGE, "utf8").split("\n") : [];
	for (const line of committed.filter((each) => !lines.includes(each)).slice(0, limit)) console.error(`- ${line}`);
	for (const line of lines.filter((each) => !committed.includes(each)).slice(0, limit)) console.error(`+ ${line}`);
	if (untraced > 0) console.error(`${untraced} programs have no trace`);
	if (committed.join("\n") === page && untraced === 0) return;
	console.error("docs/programs/README.md is not what the traces give: npm run programs");
	process.exitCode = 1;
}

/** Each program's row must stand on the committed page. */
function compareRows(scores: readonly ProgramScore[]): void {
	const committed = new Set(readFileSync(PAGE, "utf8").split("\n"));
	const differing = scores.map(row).filter((each) => !committed.has(each));
	for (const each of differing) console.error(`+ ${each}`);
	console.log(`${scores.length} programs compared with docs/programs/README.md, ${differing.length} differ`);
	if (differing.length > 0 || scores.length === 0) process.exitCode = 1;
}

function summarize(scores: readonly ProgramScore[]): void {
	const all = scores.flatMap(({ places }) => places);
	const reasons = new Map<string, number>();
	for (const { verdict, why } of all) if (verdict === "vague") reasons.set(why, (reasons.get(why) ?? 0) + 1);
	const ranked = [...reasons].sort((a, b) => b[1] - a[1]);
	for (const [why, count] of ranked.slice(0, limit)) console.log(`${String(count).padStart(6)}  ${why}`);
	const exact = all.filter(({ verdict }) => verdict === "exact").length;
	console.log(
		`${scores.length} programs, ${all.length} expressions: ${((100 * exact) / all.length).toFixed(2)} % exact, ${all.filter(({ verdict }) => verdict === "wrong").length} wrong, ${scores.flatMap((each) => each.falseAlarms).length} false alarms, ${scores.flatMap((each) => each.missed).length} missed`,
	);
}

void main();
