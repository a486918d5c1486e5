import { type DictEntry, type FunctionValue, keyOf, type Opaque, str, tuple, type Value } from "../domain";
import { type LibraryCall, put, type TypeModel, vague } from "../interpreter/api";

/** What a function with a cache has answered so far. */
interface Cache extends Opaque {
	readonly tag: "function-cache";
	entries: ReadonlyMap<string, DictEntry>;
}

const isCached = (value: Value): value is FunctionValue =>
	value.kind === "function" && value.wrapper?.tag === "function-cache";

export const withCache = (func: FunctionValue): FunctionValue => ({
	...func,
	wrapper: { tag: "function-cache", entries: new Map() } as Cache,
});

/** The arguments of a call as one key; absent when they are not known well enough. */
function keyOfCall({ args }: LibraryCall): Value | undefined {
	if (args.open) return undefined;
	const named = args.keywords.map(({ name, value }) => tuple([str(name), value]));
	const key = tuple([...args.positional.map(({ value }) => value), ...named]);
	return keyOf(key) === undefined ? undefined : key;
}

/** Functions under `lru_cache` and `cache`: the second call with the same arguments gives the same object. */
export const CachedFunctionType: TypeModel = {
	handles: isCached,
	attribute: (self, name) => {
		if (!isCached(self)) return undefined;
		if (name === "__name__" || name === "__qualname__") return str(self.name);
		if (name === "__wrapped__") return { ...self, wrapper: undefined };
		return self.attrs.get(name);
	},
	methods: { cache_clear: clear },
	call(self, call) {
		if (!isCached(self)) return vague("a function with a cache");
		const cache = self.wrapper as Cache;
		const key = keyOfCall(call);
		const name = key && keyOf(key);
		const known = name === undefined ? undefined : cache.entries.get(name);
		if (known) return known.value;
		const value = call.machine.callFunction({ ...self, wrapper: undefined }, call.args);
		if (key) {
			const entries = new Map(cache.entries);
			put(entries, { key, value });
			call.machine.journal.setField(cache, "entries", entries, (a, b) => (a === b ? a : new Map()));
		}
		return value;
	},
};

function clear(self: Value, { machine }: LibraryCall): Value {
	if (isCached(self)) machine.journal.setField(self.wrapper as Cache, "entries", new Map(), () => new Map());
	return { kind: "none" };
}
