/** The known word that a misspelt one is nearest to; absent when none is near. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
	const limit = Math.max(1, Math.floor(word.length / 3));
	const near = known
		.map((each) => ({ each, distance: distanceOf(word.toLowerCase(), each.toLowerCase(), limit) }))
		.filter(({ distance }) => distance <= limit)
		.sort((a, b) => a.distance - b.distance);
	return near[0]?.each;
}

/** `; did you mean x?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
	const near = nearestOf(word, known);
	return near === undefined ? "" : `; did you mean ${near}?`;
}

/** Levenshtein's distance, as far as it is at most `limit`. */
function distanceOf(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let row = [...Array(b.length + 1).keys()];
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
		}
		row = next;
	}
	return row[b.length] as number;
}
