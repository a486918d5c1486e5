import type { ModelSummary, Origin, SnapshotDetail } from "../domain";
import type { FunctionContext } from "../interpreter/function-calls";
import type { Observation, SizePlace, Unknown } from "../interpreter/observations";
import type { FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { printCall } from "./print";

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
	/** The calls that this very expression makes of layers constructed at one of the places. */
	callsAt(
		node: { readonly start: number; readonly end: number },
		origins: readonly (Origin | undefined)[],
	): readonly SnapshotDetail[];
	/** As `callsOf`, for layers that belong to a model. */
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
	const { inputs } = detail;
	if (origin?.path !== path || !inputs || inputs.length === 0) return;
	const distinct = calls.get(keyOf(origin)) ?? new Map<string, SnapshotDetail>();
	calls.set(keyOf(origin), distinct);
	const text = printCall(detail);
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
	addUses(calls, analysis);
	const ofModels = placesOfParts(analysis);
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
		callsAt: (node, origins) => callsAt(analysis, node, origins),
		partsAt: (node) => {
			const own = listed(parts, node);
			return own.length === 0 && ofModels.has(keyOf(node)) ? listed(calls, node) : own;
		},
	};
}

/** Calls that left no KerasTensor to see. Those of a graph say what those of its replays on data say. */
function addUses(calls: Calls, { path, uses, models }: Analysis): void {
	for (const { isSymbolic, detail } of uses) if (isSymbolic) addCall(calls, detail, path);
	for (const model of models) {
		const { inputs, outputs, origin, name } = model;
		const isKnown = calls.has(keyOf(origin));
		if (inputs && outputs && !isKnown) addCall(calls, { ...titleOf(model), name, inputs, outputs, origin }, path);
	}
	const inGraph = new Set(calls.keys());
	for (const { isSymbolic, detail } of uses) {
		if (!isSymbolic && detail.origin && !inGraph.has(keyOf(detail.origin))) addCall(calls, detail, path);
	}
}

const titleOf = ({ kind, totalParams }: ModelSummary): SnapshotDetail => ({
	className: kind,
	params: typeof totalParams === "number" ? totalParams : undefined,
});

/** Where the layers of models are constructed. */
const placesOfParts = ({ models, path }: Analysis): ReadonlySet<string> =>
	new Set(
		models.flatMap(({ layers }) => layers.flatMap(({ origin }) => (origin?.path === path ? [keyOf(origin)] : []))),
	);

function callsAt(
	{ uses, path }: Analysis,
	{ start, end }: { readonly start: number; readonly end: number },
	origins: readonly (Origin | undefined)[],
): readonly SnapshotDetail[] {
	const made = new Set(origins.flatMap((origin) => (origin ? [originKey(origin)] : [])));
	const here = uses.filter(
		({ site, detail: { origin } }) =>
			site.start === start && site.end === end && site.path === path && origin && made.has(originKey(origin)),
	);
	return [...new Map(here.map(({ detail }) => [printCall(detail), detail])).values()];
}

const originKey = (origin: Origin): string => `${origin.path}:${keyOf(origin)}`;

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
