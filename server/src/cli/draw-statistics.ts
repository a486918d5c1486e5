import type { JsonStatistics } from "../ide/json";
import { safeText } from "./display-text";
import type { Paint } from "./paint";

const SHOWN = 5;

/** How a file was followed, in a few lines: what it cost, and the reasons why calls were not followed. */
export function drawStatistics(path: string, statistics: JsonStatistics, paint: Paint): string {
	const { steps, contexts, undecided_branches: branches, undecided_loops: loops } = statistics;
	const reasons = Object.entries(statistics.not_followed);
	const calls = reasons.reduce((total, [, count]) => total + count, 0);
	const more = reasons.length - SHOWN;
	return [
		`${paint.bold(safeText(path))}: ${steps} steps, ${contexts} contexts, ${branches} undecided branches, ${loops} undecided loops`,
		`  ${calls} calls not followed`,
		...reasons.slice(0, SHOWN).map(([text, count]) => `  ${String(count).padStart(6)}  ${safeText(text)}`),
		...(more > 0 ? [`          and ${more} more reasons`] : []),
		...Object.entries(statistics.exhausted).map(
			([text, count]) => `  not followed to its end (${count}): ${safeText(text)}`,
		),
	].join("\n");
}
