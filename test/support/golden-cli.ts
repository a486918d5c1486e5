import { goldenNames, judge, readGolden, tally, VERDICTS, type WorldLetter } from "./golden";

/**
 * Prints how our answers compare with the records of real Keras.
 * `npm run golden` — a table; `npm run golden -- Dense Conv2D [--world a] [--limit 20]` — every difference of some layers.
 */
function main(argv: readonly string[]): void {
	const option = (name: string): string | undefined => {
		const at = argv.indexOf(name);
		return at < 0 ? undefined : argv[at + 1];
	};
	const world = option("--world");
	const limit = Number(option("--limit") ?? 20);
	const names = argv.filter((arg, index) => !arg.startsWith("--") && !argv[index - 1]?.startsWith("--"));
	const worlds: readonly WorldLetter[] = world === "a" || world === "b" ? [world] : ["a", "b"];
	for (const each of worlds) show(each, names, limit);
}

function show(world: WorldLetter, names: readonly string[], limit: number): void {
	console.log(`world ${world}`.padEnd(28), VERDICTS.map((verdict) => verdict.padStart(11)).join(" "));
	const total = tally([]);
	for (const name of goldenNames(world)) {
		if (names.length > 0 && !names.includes(name)) continue;
		const judged = readGolden(world, name).map((record) => judge(record, world));
		const counts = tally(judged);
		for (const verdict of VERDICTS) total[verdict] += counts[verdict];
		console.log(name.padEnd(28), VERDICTS.map((verdict) => String(counts[verdict]).padStart(11)).join(" "));
		if (names.length === 0) continue;
		for (const { record, verdict, ours } of judged.filter((each) => each.verdict !== "exact").slice(0, limit)) {
			const real = record.raises
				? `${record.raises.exception}: ${record.raises.message}`
				: JSON.stringify({ ...record, code: undefined });
			console.log(`  ${verdict}: ${record.code}\n      real ${real}\n      ours ${ours}`);
		}
	}
	console.log("total".padEnd(28), VERDICTS.map((verdict) => String(total[verdict]).padStart(11)).join(" "));
}

main(process.argv.slice(2));
