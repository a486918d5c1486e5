import { equivalentValues, joinValues, type Reason, unknown, type Value } from "../domain";

type Join = (a: never, b: never) => unknown;

/** Something that can be written: an entry of a map, or a field of an object. */
export interface Place {
	readonly target: object;
	readonly key: string;
	readonly join: Join;
}

interface Write extends Place {
	/** `ABSENT` when a map had no such entry. */
	readonly before: unknown;
	after: unknown;
}

const ABSENT = Symbol("absent");

/** What one arm of a branch wrote: the first value before and the last value after, for each place. */
export type Writes = ReadonlyMap<object, ReadonlyMap<string, Write>>;

export interface Arm<T> {
	readonly result: T;
	readonly writes: Writes;
}

/**
 * All mutable state of the abstract machine is written through here, so that an arm of an undecided branch can be run,
 * taken back, and joined with the other arms. Cost is linear in what was written; nothing is copied.
 */
export interface Journal {
	setEntry(map: Map<string, Value>, key: string, value: Value): void;
	deleteEntry(map: Map<string, Value>, key: string): void;
	/** Writes a field of an object; `join` merges the field's values of two arms. */
	setField<T extends object, K extends keyof T & string>(
		target: T,
		field: K,
		value: T[K],
		join: (a: T[K], b: T[K]) => T[K],
	): void;
	/** Runs `body`, then takes back all that it wrote. */
	attempt<T>(body: () => T): Arm<T>;
	/**
	 * Continues with the join of the arms' final states; with one arm, with its state. What `leaving` arms wrote (they
	 * do not go on here, but their effects may have happened) is joined in only where they wrote.
	 */
	merge(arms: readonly Writes[], leaving?: readonly Writes[]): readonly Place[];
	/** Gives up what is at some places: variables become `?`, containers lose their content. */
	forget(places: readonly Place[], why: Reason): void;
}

function read(target: object, key: string): unknown {
	if (target instanceof Map) return target.has(key) ? target.get(key) : ABSENT;
	return (target as Record<string, unknown>)[key];
}

function restore(target: object, key: string, value: unknown): void {
	if (target instanceof Map) {
		if (value === ABSENT) target.delete(key);
		else target.set(key, value);
	} else {
		(target as Record<string, unknown>)[key] = value;
	}
}

/** A name bound on one path only may be unbound: it keeps the value of the path that binds it. */
function joinPossiblyAbsent(a: unknown, b: unknown, join: Join): unknown {
	if (a === ABSENT) return b;
	if (b === ABSENT) return a;
	return join(a as never, b as never);
}

/** Whether a join added nothing: places of interpreter state that are not values count as the same when identical. */
function equivalent(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b))
		return a.length === b.length && a.every((item, i) => equivalent(item, b[i]));
	const isValue = (x: unknown): x is Value => typeof x === "object" && x !== null && "kind" in x;
	return isValue(a) && isValue(b) && equivalentValues(a, b);
}

/** A list of so many items is copied in the time of one step. */
const ITEMS_A_STEP = 128;
/** Entries of a dict or set. */
const ENTRIES_A_STEP = 24;

/** The steps that copying a container costs: a loop that grows one without end has a quadratic price. */
export function copyingSteps(value: unknown): number {
	if (Array.isArray(value)) return Math.floor(value.length / ITEMS_A_STEP);
	return value instanceof Map ? Math.floor(value.size / ENTRIES_A_STEP) : 0;
}

/** `spend` is told what a write costs, and may throw instead of it. */
export function createJournal(spend: (steps: number) => void = () => {}): Journal {
	const levels: Map<object, Map<string, Write>>[] = [];

	function write(target: object, key: string, value: unknown, join: Join): void {
		const level = levels.at(-1);
		if (level) {
			let writes = level.get(target);
			if (!writes) {
				writes = new Map();
				level.set(target, writes);
			}
			const earlier = writes.get(key);
			if (earlier) earlier.after = value;
			else writes.set(key, { target, key, before: read(target, key), after: value, join });
		}
		restore(target, key, value);
	}

	function attempt<T>(body: () => T): Arm<T> {
		const level = new Map<object, Map<string, Write>>();
		levels.push(level);
		try {
			return { result: body(), writes: level };
		} finally {
			levels.pop();
			for (const writes of level.values()) {
				for (const { target, key, before } of writes.values()) restore(target, key, before);
			}
		}
	}

	function mergePlace(
		target: object,
		key: string,
		join: Join,
		arms: readonly Writes[],
		leaving: readonly Writes[],
	): boolean {
		const current = read(target, key);
		const finals = arms.map((arm) => {
			const entry = arm.get(target)?.get(key);
			return entry ? entry.after : current;
		});
		for (const arm of leaving) {
			const entry = arm.get(target)?.get(key);
			if (entry) finals.push(entry.after);
		}
		const joined = finals.reduce((a, b) => (a === b ? a : joinPossiblyAbsent(a, b, join)), finals[0]);
		if (equivalent(current, joined)) return false;
		write(target, key, joined, join);
		return true;
	}

	function merge(arms: readonly Writes[], leaving: readonly Writes[] = []): readonly Place[] {
		const changed: Place[] = [];
		const done = new Map<object, Set<string>>();
		for (const [target, writes] of [...arms, ...leaving].flatMap((arm) => [...arm])) {
			const keys = done.get(target) ?? new Set();
			done.set(target, keys);
			for (const [key, { join }] of writes) {
				if (keys.has(key)) continue;
				keys.add(key);
				if (mergePlace(target, key, join, arms, leaving)) changed.push({ target, key, join });
			}
		}
		return changed;
	}

	function forget(places: readonly Place[], why: Reason): void {
		for (const { target, key, join } of places) {
			if (target instanceof Map) write(target, key, unknown(why), join);
			else if (key === "items" || key === "entries" || key === "unordered") write(target, key, undefined, join);
		}
	}

	return {
		setEntry: (map, key, value) => write(map, key, value, joinValues as Join),
		deleteEntry: (map, key) => write(map, key, ABSENT, joinValues as Join),
		setField: (target, field, value, join) => {
			const steps = copyingSteps(value);
			if (steps > 0) spend(steps);
			write(target, field, value, join as Join);
		},
		attempt,
		merge,
		forget,
	};
}
