import { joinSpecs, type Origin, type Reason, type Snapshot, type Spec } from "../domain";
import { fingerprint } from "./fingerprint";
import { type CallRecords, createCallRecords } from "./function-calls";
import { type SizeSnapshot, sameSizes } from "./sizes";

/** What one place in the source evaluated to: the distinct snapshots in order, and in how many call contexts. */
export interface Observation {
	readonly start: number;
	readonly end: number;
	readonly seen: Snapshot[];
	/** The call context in which each of them was seen first. */
	readonly seenIn: number[];
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

/** A place whose value is the size of an axis, or a shape. */
export interface SizePlace {
	readonly start: number;
	readonly end: number;
	/** The distinct ones, in order. */
	readonly seen: readonly SizeSnapshot[];
}

/** The call that a context stands for, and the context in which it was made. */
export interface ContextSite {
	readonly site: Origin;
	readonly parent: number;
}

export interface Observations {
	/** What functions were called on. */
	readonly calls: CallRecords;
	/** The call that each context stands for; absent for the module, and for code that nothing calls. */
	readonly contexts: ReadonlyMap<number, ContextSite>;
	enter(context: number, site: Origin, parent: number): void;
	addSize(path: string, start: number, end: number, size: SizeSnapshot): void;
	/** In source order. */
	sizesOf(path: string): readonly SizePlace[];
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
	const sizes = new Map<string, Map<number, SizePlace & { readonly seen: SizeSnapshot[] }>>();
	const contexts = new Map<number, ContextSite>();
	return {
		calls: createCallRecords(),
		contexts,
		enter: (context, site, parent) => void contexts.set(context, { site, parent }),
		addSize(path, start, end, size) {
			const places = sizes.get(path) ?? new Map<number, SizePlace & { readonly seen: SizeSnapshot[] }>();
			sizes.set(path, places);
			const key = keyOf(start, end);
			const place = places.get(key) ?? { start, end, seen: [] };
			places.set(key, place);
			if (place.seen.length < LIMIT && !place.seen.some((each) => sameSizes(each, size))) place.seen.push(size);
		},
		sizesOf: (path) => [...(sizes.get(path)?.values() ?? [])].sort(inSourceOrder),
		add(path, start, end, snapshot, context) {
			let places = byPath.get(path);
			if (!places) {
				places = new Map();
				byPath.set(path, places);
			}
			const key = keyOf(start, end);
			let place = places.get(key);
			if (!place) {
				place = { start, end, seen: [], seenIn: [], contexts: new Set(), prints: new Set(), joined: undefined };
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
			place.seenIn.push(context);
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
