import { joinSpecs, printSpec, type Reason, type Snapshot, type Spec } from "../domain";

/** What one place in the source evaluated to: the distinct snapshots in order, and in how many call contexts. */
export interface Observation {
	readonly start: number;
	readonly end: number;
	readonly seen: Snapshot[];
	readonly contexts: Set<number>;
	/** Join of all specs, also of those beyond the limit of `seen`; absent when none had one. */
	readonly joined: Spec | undefined;
	/** Whether the place was also `?` in some evaluation. */
	readonly vague: boolean;
}

/** A place whose value is `?` and the reason why. */
export interface Unknown {
	readonly start: number;
	readonly end: number;
	readonly why: Reason;
}

const LIMIT = 16;

export interface Observations {
	add(path: string, start: number, end: number, snapshot: Snapshot, context: number): void;
	/** The first reason is kept. */
	addUnknown(path: string, start: number, end: number, why: Reason): void;
	/** Files in which something was observed. */
	paths(): readonly string[];
	/** In source order. */
	of(path: string): readonly Observation[];
	/** Places that were never anything but `?`, in source order. */
	unknownsOf(path: string): readonly Unknown[];
}

/** Distinct means printing differently: the reasons behind a `None` do not make a second snapshot. */
export function fingerprint(snapshot: Snapshot): string {
	if (!snapshot.items) return `${snapshot.kind} ${snapshot.spec ? printSpec(snapshot.spec) : ""}`;
	return JSON.stringify(snapshot, (key, value) => (key === "why" || key === "detail" ? undefined : value));
}

/** One number for a range: texts are shorter than 2**26 characters. */
const keyOf = (start: number, end: number): number => start * 2 ** 26 + end;

const inSourceOrder = (a: { start: number; end: number }, b: { start: number; end: number }): number =>
	a.start - b.start || b.end - a.end;

interface Place extends Omit<Observation, "vague" | "joined"> {
	readonly prints: Set<string>;
	joined: Spec | undefined;
}

export function createObservations(): Observations {
	const byPath = new Map<string, Map<number, Place>>();
	const unknowns = new Map<string, Map<number, Unknown>>();
	return {
		add(path, start, end, snapshot, context) {
			let places = byPath.get(path);
			if (!places) {
				places = new Map();
				byPath.set(path, places);
			}
			const key = keyOf(start, end);
			let place = places.get(key);
			if (!place) {
				place = { start, end, seen: [], contexts: new Set(), prints: new Set(), joined: undefined };
				places.set(key, place);
			}
			place.contexts.add(context);
			if (place.seen.includes(snapshot)) return;
			if (place.seen.length >= LIMIT) {
				if (snapshot.spec && place.joined) place.joined = joinSpecs(place.joined, snapshot.spec);
				return;
			}
			const print = fingerprint(snapshot);
			if (place.prints.has(print)) return;
			place.prints.add(print);
			if (snapshot.spec) place.joined = place.joined ? joinSpecs(place.joined, snapshot.spec) : snapshot.spec;
			place.seen.push(snapshot);
		},
		addUnknown(path, start, end, why) {
			const places = unknowns.get(path) ?? new Map<number, Unknown>();
			unknowns.set(path, places);
			const key = keyOf(start, end);
			if (!places.has(key)) places.set(key, { start, end, why });
		},
		paths: () => [...new Set([...byPath.keys(), ...unknowns.keys()])],
		unknownsOf: (path) =>
			[...(unknowns.get(path) ?? [])]
				.filter(([key]) => !byPath.get(path)?.has(key))
				.map(([, place]) => place)
				.sort(inSourceOrder),
		of: (path) =>
			[...(byPath.get(path) ?? [])]
				.map(([key, place]) => ({ ...place, vague: unknowns.get(path)?.has(key) === true }))
				.sort(inSourceOrder),
	};
}
