import { goldenNames, type Judged, judge, readGolden, type WorldLetter } from "./golden";
import { type Asked, head, readAsked, row, showDifferences } from "./show-judged";

/**
 * Prints how our answers compare with the records of real Keras.
 * `npm run golden` — a table; `npm run golden -- Dense Conv2D [--world a] [--limit 20] [--only vague]` — every difference of some layers.
 */
function main(argv: readonly string[]): void {
	const asked = readAsked(argv);
	const worlds: readonly WorldLetter[] = asked.world === "a" || asked.world === "b" ? [asked.world] : ["a", "b"];
	for (const each of worlds) show(each, asked);
}

function show(world: WorldLetter, asked: Asked): void {
	console.log(head(`world ${world}`));
	const total: Judged[] = [];
	for (const name of goldenNames(world)) {
		if (asked.names.length > 0 && !asked.names.includes(name)) continue;
		const judged = readGolden(world, name).map((record) => judge(record, world));
		total.push(...judged);
		console.log(row(name, judged));
		if (asked.names.length > 0) showDifferences(judged, asked);
	}
	console.log(row("total", total));
}

main(process.argv.slice(2));
