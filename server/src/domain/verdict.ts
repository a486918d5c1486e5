/** True, false, or absent when it cannot be told. */
export type Verdict = boolean | undefined;

/** All of them hold; stops at the first that does not. */
export function allOf(results: Iterable<Verdict>): Verdict {
	let verdict: Verdict = true;
	for (const each of results) {
		if (each === false) return false;
		if (each === undefined) verdict = undefined;
	}
	return verdict;
}
