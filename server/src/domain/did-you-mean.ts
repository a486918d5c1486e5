import type { ProblemFacts } from "./problem";

/** Never more than a few: with more of them, nothing was meant. */
const MAX_NAMES = 3;

/** The names nearest to a misspelt one, if they are near enough to be what was meant. */
export function nearest(name: string, candidates: readonly string[]): readonly string[] {
	let found: string[] = [];
	let least = Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3));
	for (const candidate of new Set(candidates)) {
		if (Math.abs(candidate.length - name.length) > least) continue;
		const distance = distanceOf(name, candidate);
		if (distance < least) found = [];
		if (distance <= least) found.push(candidate);
		least = Math.min(least, distance);
	}
	return found.length <= MAX_NAMES ? found : [];
}

/** The first of the nearest names. */
export const closest = (name: string, candidates: readonly string[]): string | undefined =>
	nearest(name, candidates)[0];

/** `; did you mean x?`, or nothing. */
export function didYouMean(name: string, candidates: readonly string[]): string {
	const meant = closest(name, candidates);
	return meant === undefined ? "" : `; did you mean ${meant}?`;
}

const distanceOf = (a: string, b: string): number => editDistance(a.toLowerCase(), b.toLowerCase());

/** Whether one slip of the finger lies between the two. */
export const isOneSlip = (name: string, meant: string): boolean => name.length > 3 && distanceOf(name, meant) <= 1;

/** What a fix of the spelling needs: what is written, and what may be meant. */
export const misspelling = (
	name: string | undefined,
	candidates: Iterable<string>,
): { readonly facts?: ProblemFacts } => {
	const meant = name === undefined ? [] : nearest(name, [...candidates]);
	return name !== undefined && meant.length > 0 ? { facts: { misspelt: name, meant } } : {};
};

/** What to say about an argument that does not exist, and the one that was perhaps meant. */
export function misspelt(
	className: string,
	name: string,
	candidates: readonly string[],
): { readonly message: string; readonly facts?: ProblemFacts } {
	const message = `${className} has no argument ${name}${didYouMean(name, candidates)}`;
	return { message, ...misspelling(name, candidates) };
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
