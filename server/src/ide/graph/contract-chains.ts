import type { Pair } from "./geometry";

export interface Chains {
	/** Boxes that follow one another and are joined to nothing else between. */
	readonly chains: readonly (readonly number[])[];
	/** The pairs between chains, each with its index among all pairs. */
	readonly links: readonly (readonly [from: number, to: number, pair: number])[];
}

/** Takes what has one way in and one way out together, without a label between: most models are long chains, and a chain needs no layout. */
export function contractChains(count: number, pairs: readonly Pair[]): Chains {
	const before: number[][] = Array.from({ length: count }, () => []);
	const after: number[][] = Array.from({ length: count }, () => []);
	for (const [from, to] of pairs) {
		after[from]?.push(to);
		before[to]?.push(from);
	}
	const labelled = new Set(pairs.filter(([, , label]) => label).map(([from]) => from));
	const only = (list: readonly number[] | undefined): number | undefined => (list?.length === 1 ? list[0] : undefined);
	const nextOf = (index: number): number | undefined => {
		const next = only(after[index]);
		return next !== undefined && only(before[next]) === index && !labelled.has(index) ? next : undefined;
	};
	const isHead = (index: number): boolean => {
		const previous = only(before[index]);
		return previous === undefined || nextOf(previous) !== index;
	};
	const chainOf = new Map<number, number>();
	const chains: number[][] = [];
	const follow = (head: number): void => {
		if (chainOf.has(head)) return;
		const chain: number[] = [];
		for (let at: number | undefined = head; at !== undefined && !chainOf.has(at); at = nextOf(at)) {
			chain.push(at);
			chainOf.set(at, chains.length);
		}
		chains.push(chain);
	};
	const all = Array.from({ length: count }, (_, index) => index);
	all.filter(isHead).forEach(follow);
	// A circle has no head.
	all.forEach(follow);
	const links = pairs.flatMap(([from, to], pair): readonly (readonly [number, number, number])[] => {
		const [a, b] = [chainOf.get(from) ?? 0, chainOf.get(to) ?? 0];
		return a === b ? [] : [[a, b, pair]];
	});
	return { chains, links };
}
