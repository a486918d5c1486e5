import type { Origin, Reason, Snapshot, Value } from "../domain";
import type { FunctionDef, Lambda } from "../syntax/ast";
import { fingerprint } from "./fingerprint";

/** What a parameter was in one call. */
export interface CallParameter {
	readonly name: string;
	/** Absent for what is not shown: numbers, texts, the user's own objects. */
	readonly snapshot: Snapshot | undefined;
	/** A number, text, bool or `None` that is known. */
	readonly constant: Value | undefined;
}

/** Calls of one function on the same specs, with the same specs coming out. */
export interface FunctionContext {
	/** Without `self`. */
	readonly parameters: readonly CallParameter[];
	readonly returned: Snapshot | undefined;
	/** Why what comes out is `?`; absent when it is something that is known. */
	readonly unknown: Reason | undefined;
	/** Where it is called so; the `def` itself, where nothing calls it. */
	readonly sites: readonly Origin[];
}

/** The distinct contexts of one function, in the order of the calls. */
export interface FunctionCalls {
	/** The file that the function is in. */
	readonly path: string;
	readonly node: FunctionDef | Lambda;
	readonly contexts: readonly FunctionContext[];
	/** Whether there were more than are kept. */
	readonly isPartial: boolean;
}

interface Growing extends FunctionContext {
	readonly sites: Origin[];
}

interface Entry {
	readonly path: string;
	readonly contexts: Map<string, Growing>;
	isPartial: boolean;
}

const LIMIT = 16;
const MAX_SITES = 16;

export interface CallRecords {
	add(path: string, node: FunctionDef | Lambda, call: Omit<FunctionContext, "sites">, site: Origin): void;
	all(): readonly FunctionCalls[];
}

export function createCallRecords(): CallRecords {
	const entries = new Map<FunctionDef | Lambda, Entry>();
	return {
		add(path, node, call, site) {
			if (!call.returned && !call.parameters.some(({ snapshot }) => snapshot)) return;
			const entry = entries.get(node) ?? { path, contexts: new Map<string, Growing>(), isPartial: false };
			entries.set(node, entry);
			const key = keyOf(call);
			const known = entry.contexts.get(key);
			if (known) addSite(known.sites, site);
			else if (entry.contexts.size < LIMIT) entry.contexts.set(key, { ...call, sites: [site] });
			else entry.isPartial = true;
		},
		all: () =>
			[...entries].map(([node, { path, contexts, isPartial }]) => ({
				path,
				node,
				contexts: [...contexts.values()],
				isPartial,
			})),
	};
}

function addSite(sites: Origin[], site: Origin): void {
	const isKnown = sites.some(({ path, start, end }) => start === site.start && end === site.end && path === site.path);
	if (!isKnown && sites.length < MAX_SITES) sites.push(site);
}

function keyOf({ parameters, returned, unknown }: Omit<FunctionContext, "sites">): string {
	const parts = parameters.map(({ snapshot, constant }) => (snapshot ? fingerprint(snapshot) : constantKey(constant)));
	return `${parts.join(";")}=>${returned ? fingerprint(returned) : unknown ? "?" : ""}`;
}

function constantKey(value: Value | undefined): string {
	if (!value) return "";
	return "value" in value && typeof value.value !== "object" ? `${value.kind} ${value.value}` : value.kind;
}

const isConstant = (value: Value): boolean =>
	value.kind === "none" ||
	((value.kind === "int" || value.kind === "float" || value.kind === "bool" || value.kind === "str") &&
		value.value !== undefined);

/** A parameter with its value and what that looks like. */
export const callParameter = (name: string, value: Value, snapshot: Snapshot | undefined): CallParameter => ({
	name,
	snapshot,
	constant: !snapshot && isConstant(value) ? value : undefined,
});
