interface Named {
	readonly name: string;
	readonly className: string;
}

/** Whether every word that was typed is in the name or the class. */
export function matches({ name, className }: Named, query: string): boolean {
	const text = `${name} ${className}`.toLowerCase();
	return wordsOf(query).every((word) => text.includes(word));
}

/** The places of what matches; none for an empty query. */
export const search = (items: readonly Named[], query: string): readonly number[] =>
	wordsOf(query).length ? items.flatMap((item, index) => (matches(item, query) ? [index] : [])) : [];

/** The match after or before a place, round the end. */
export function neighbour(found: readonly number[], from: number, forward: boolean): number | undefined {
	if (forward) return found.find((index) => index > from) ?? found[0];
	return found.findLast((index) => index < from) ?? found.at(-1);
}

const wordsOf = (query: string): readonly string[] => query.toLowerCase().split(/\s+/).filter(Boolean);
