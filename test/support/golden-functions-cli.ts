import type { Judged, WorldLetter } from "./golden";
import { functionFamilies, judgeFunctions } from "./golden-functions";
import { head, readAsked, row, showDifferences } from "./show-judged";

/**
 * Prints how our answers about functions of TensorFlow compare with real ones.
 * `npm run golden:functions` — a table; `npm run golden:functions -- specs images [--world a] [--limit 20] [--only vague]` —
 * every difference of some families.
 */
function main(argv: readonly string[]): void {
	const asked = readAsked(argv);
	const worlds: readonly WorldLetter[] = asked.world === "a" || asked.world === "b" ? [asked.world] : ["a", "b"];
	for (const world of worlds) {
		console.log(head(`world ${world}`));
		const total: Judged[] = [];
		for (const family of functionFamilies(world)) {
			if (asked.names.length > 0 && !asked.names.includes(family)) continue;
			const judged = judgeFunctions(world, family);
			total.push(...judged);
			console.log(row(family, judged));
			if (asked.names.length > 0) showDifferences(judged, asked);
		}
		console.log(row("total", total));
	}
}

main(process.argv.slice(2));
