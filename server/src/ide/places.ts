import type { SnapshotDetail } from "../domain";
import type { FunctionContext } from "../interpreter/function-calls";
import type { Observation, SizePlace, Unknown } from "../interpreter/observations";
import type { FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { printArrow } from "./print";

export interface CalledFunction {
	readonly node: FunctionDef;
	readonly contexts: readonly FunctionContext[];
}

/** Look-ups by place that hovers and hints share; made once for each analysis. */
export interface Places {
	observation(node: { readonly start: number; readonly end: number }): Observation | undefined;
	unknown(node: { readonly start: number; readonly end: number }): Unknown | undefined;
	/** A place whose value is a size, or a shape. */
	size(node: { readonly start: number; readonly end: number }): SizePlace | undefined;
	/** The user's functions that this very call runs, each with the contexts that come from here. */
	functionsCalledAt(call: { readonly start: number; readonly end: number }): readonly CalledFunction[];
	/** The distinct calls of objects of the class that stands here. */
	callsOfClass(node: { readonly start: number; readonly end: number }): readonly SnapshotDetail[];
	/** Whether some longer expression with a value starts where this one does. */
	isHead(node: { readonly start: number; readonly end: number }): boolean;
	/** The distinct calls of the layers that were constructed here, in the order of their first sight. */
	callsOf(node: { readonly start: number; readonly end: number }): readonly SnapshotDetail[];
	/** As `callsOf`, for calls that a model makes of its own layers. */
	partsAt(node: { readonly start: number; readonly end: number }): readonly SnapshotDetail[];
}

const known = new WeakMap<Analysis, Places>();

export function placesOf(analysis: Analysis): Places {
	const places = known.get(analysis) ?? createPlaces(analysis);
	known.set(analysis, places);
	return places;
}

const keyOf = (place: { readonly start: number; readonly end: number }): string => `${place.start}:${place.end}`;

type Calls = Map<string, Map<string, SnapshotDetail>>;

function addCall(calls: Calls, detail: SnapshotDetail, path: string, origin = detail.origin): void {
	const { inputs, outputs } = detail;
	if (origin?.path !== path || !inputs || inputs.length === 0) return;
	const distinct = calls.get(keyOf(origin)) ?? new Map<string, SnapshotDetail>();
	calls.set(keyOf(origin), distinct);
	const text = printArrow(inputs, outputs);
	if (!distinct.has(text)) distinct.set(text, detail);
}

function createPlaces(analysis: Analysis): Places {
	const observations = new Map(analysis.observations.map((each) => [keyOf(each), each]));
	const unknowns = new Map(analysis.unknowns.map((each) => [keyOf(each), each]));
	const calls: Calls = new Map();
	const parts: Calls = new Map();
	const ofClass: Calls = new Map();
	const sizes = new Map(analysis.sizes.map((each) => [keyOf(each), each]));
	for (const { seen } of analysis.observations) {
		for (const { kind, detail } of seen) {
			if (!detail) continue;
			if (detail.classOrigin && detail.outputs) addCall(ofClass, detail, analysis.path, detail.classOrigin);
			if (kind !== "Layer" && kind !== "Model") addCall(calls, detail, analysis.path);
			for (const layer of detail.layers ?? []) {
				addCall(calls, layer, analysis.path);
				addCall(parts, layer, analysis.path);
			}
		}
	}
	const ends = new Map<number, number>();
	for (const { start, end } of analysis.observations) ends.set(start, Math.max(end, ends.get(start) ?? 0));
	const listed = (map: Calls, node: { start: number; end: number }): readonly SnapshotDetail[] => [
		...(map.get(keyOf(node))?.values() ?? []),
	];
	let called: ReadonlyMap<string, readonly CalledFunction[]> | undefined;
	const functions = (): ReadonlyMap<string, readonly CalledFunction[]> => {
		called ??= functionsByCall(analysis);
		return called;
	};
	return {
		observation: (node) => observations.get(keyOf(node)),
		unknown: (node) => unknowns.get(keyOf(node)),
		size: (node) => sizes.get(keyOf(node)),
		functionsCalledAt: (call) => functions().get(keyOf(call)) ?? [],
		callsOfClass: (node) => listed(ofClass, node),
		isHead: ({ start, end }) => (ends.get(start) ?? 0) > end,
		callsOf: (node) => listed(calls, node),
		partsAt: (node) => listed(parts, node),
	};
}

function functionsByCall({ calls, path }: Analysis): ReadonlyMap<string, readonly CalledFunction[]> {
	const byCall = new Map<string, CalledFunction[]>();
	for (const { node, contexts } of calls) {
		if (node.type !== "FunctionDef") continue;
		const here = new Map<string, FunctionContext[]>();
		for (const context of contexts) {
			for (const site of context.sites) {
				if (site.path !== path) continue;
				const key = keyOf(site);
				here.set(key, [...(here.get(key) ?? []), context]);
			}
		}
		for (const [key, found] of here) byCall.set(key, [...(byCall.get(key) ?? []), { node, contexts: found }]);
	}
	return byCall;
}
