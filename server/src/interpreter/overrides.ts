import { unknownBecause, type Value } from "../domain";
import type { Journal } from "./journal";

/** What a program put in the place of something that is there by itself. */
export interface Overrides {
	values: ReadonlyMap<string, Value>;
}

export const noOverrides = (): Overrides => ({ values: new Map() });

export function override(target: Overrides, key: string, value: Value, journal: Journal): void {
	journal.setField(target, "values", new Map([...target.values, [key, value]]), join);
}

/** Where paths meet, a name that only one of them replaced means one of two things. */
function join(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
	const joined = new Map<string, Value>();
	for (const key of [...a.keys(), ...b.keys()]) {
		const value = a.get(key);
		const isSame = value !== undefined && value === b.get(key);
		joined.set(key, isSame ? value : unknownBecause("something that the program may have replaced"));
	}
	return joined;
}
