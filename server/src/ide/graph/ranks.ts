import type { Pair } from "./geometry";

/** The length of the longest way to each box; lines that lead back are passed over. */
export function ranksOf(count: number, pairs: readonly Pair[]): readonly number[] {
	const ranks = new Array<number>(count).fill(0);
	const waiting = new Array<number>(count).fill(0);
	const next: number[][] = Array.from({ length: count }, () => []);
	for (const [from, to] of pairs) {
		next[from]?.push(to);
		waiting[to] = (waiting[to] ?? 0) + 1;
	}
	const ready = ranks.flatMap((_, index) => (waiting[index] === 0 ? [index] : []));
	const done = new Set<number>();
	while (done.size < count) {
		// Where all that are left wait for one another, the first of them goes on.
		const at = ready.shift() ?? ranks.findIndex((_, index) => !done.has(index));
		if (done.has(at)) continue;
		done.add(at);
		for (const to of next[at] ?? []) {
			if (done.has(to)) continue;
			ranks[to] = Math.max(ranks[to] ?? 0, (ranks[at] ?? 0) + 1);
			waiting[to] = (waiting[to] ?? 0) - 1;
			if (waiting[to] === 0) ready.push(to);
		}
	}
	return ranks;
}
