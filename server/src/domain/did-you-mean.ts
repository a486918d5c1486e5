/** The name nearest to a misspelt one, if it is near enough to be what was meant. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
	let best: string | undefined;
	let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
	for (const candidate of candidates) {
		const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

/** What to say about an argument that does not exist, and the one that was perhaps meant. */
export function misspelt(
	className: string,
	name: string,
	candidates: readonly string[],
): { readonly message: string; readonly facts?: Readonly<Record<string, string>> } {
	const meant = closest(name, candidates);
	if (!meant) return { message: `${className} has no argument ${name}` };
	return { message: `${className} has no argument ${name}; did you mean ${meant}?`, facts: { name, meant } };
}

/** Damerau-Levenshtein distance with adjacent transpositions. */
function editDistance(a: string, b: string): number {
	const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
	for (let j = 0; j <= b.length; j += 1) (rows[0] as number[])[j] = j;
	const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
	for (let i = 1; i <= a.length; i += 1) {
		for (let j = 1; j <= b.length; j += 1) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(i - 2, j - 2) + 1);
			(rows[i] as number[])[j] = cost;
		}
	}
	return at(a.length, b.length);
}
