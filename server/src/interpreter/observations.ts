import type { Snapshot } from "../domain";

/** What one place in the source evaluated to: the distinct snapshots in order, and in how many call contexts. */
export interface Observation {
	readonly start: number;
	readonly end: number;
	readonly seen: Snapshot[];
	readonly contexts: Set<number>;
}

const LIMIT = 16;

export interface Observations {
	add(path: string, start: number, end: number, snapshot: Snapshot, context: number): void;
	/** In source order. */
	of(path: string): readonly Observation[];
}

/** Distinct means printing differently: the reasons behind a `None` do not make a second snapshot. */
export function fingerprint(snapshot: Snapshot): string {
	return JSON.stringify(snapshot, (key, value) => (key === "why" || key === "detail" ? undefined : value));
}

export function createObservations(): Observations {
	const byPath = new Map<string, Map<string, Observation & { readonly prints: Set<string> }>>();
	return {
		add(path, start, end, snapshot, context) {
			let places = byPath.get(path);
			if (!places) {
				places = new Map();
				byPath.set(path, places);
			}
			const key = `${start}:${end}`;
			let place = places.get(key);
			if (!place) {
				place = { start, end, seen: [], contexts: new Set(), prints: new Set() };
				places.set(key, place);
			}
			place.contexts.add(context);
			const print = fingerprint(snapshot);
			if (place.prints.has(print) || place.seen.length >= LIMIT) return;
			place.prints.add(print);
			place.seen.push(snapshot);
		},
		of: (path) => [...(byPath.get(path)?.values() ?? [])].sort((a, b) => a.start - b.start || b.end - a.end),
	};
}
