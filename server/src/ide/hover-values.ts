import type { Origin, Snapshot, SnapshotDetail } from "../domain";
import type { Observation } from "../interpreter/observations";
import { paramsLine, printParams, title } from "./hover-layers";
import { abbreviated, type HoverContext, label, limited, nameOrigin } from "./hover-parts";
import type { SyntaxNode } from "./nodes";
import { placesOf } from "./places";
import { printArrow, printSnapshot } from "./print";

/** What an expression evaluated to: a line for each call of the function around it, values of a loop behind one another. */
export function valueLines(context: HoverContext, observation: Observation, node: SyntaxNode): readonly string[] {
	const { seen } = observation;
	if (isLayerCall(context, node) && seen.every((each) => each.detail?.inputs?.length)) {
		const lines = seen.map(({ detail }) => `${title(detail)}: ${printArrow(detail?.inputs, detail?.outputs)}`);
		return [...limited(lines), ...paramsLine(seen.map((each) => each.detail?.params))];
	}
	const name = label(node, context.analysis);
	const groups = groupsOf(observation);
	const sites = siteNames(groups, context);
	const lines = groups.map(({ seen }, index) => {
		const site = sites[index];
		return `${name}${printValues(seen)}${site ? `  # called on ${site}` : ""}`;
	});
	return [...limited(lines), ...madeLine(seen)];
}

function printValues(seen: readonly Snapshot[]): string {
	const last = seen.at(-1) as Snapshot;
	const specs = abbreviated([...new Set(seen.map((each) => printSnapshot(each)))]);
	const isNamed = last.kind !== "Dataset" && seen.every((each) => each.kind === last.kind);
	return `${!last.items && isNamed ? `${last.kind} ` : ""}${specs.join(" -> ")}`;
}

/** `layers.Dense(10)(x)`, not a call of the user's function that ends in a layer. */
export function isLayerCall({ analysis }: HoverContext, node: SyntaxNode): boolean {
	const called = node.type === "Call" ? placesOf(analysis).observation(node.func)?.seen.at(-1) : undefined;
	return called?.kind === "Layer" || called?.kind === "Model";
}

function madeLine(seen: readonly Snapshot[]): readonly string[] {
	const detail: SnapshotDetail | undefined = seen.length === 1 ? seen[0]?.detail : undefined;
	if (!detail?.inputs?.length) return [];
	const size = detail.params ? `, ${printParams(detail.params)}` : "";
	return [`# ${title(detail)}: ${printArrow(detail.inputs, detail.outputs)}${size}`];
}

// ------------------------------------------------------------------- contexts

interface Group {
	readonly context: number;
	readonly seen: Snapshot[];
}

/** What was seen first in each call of the function around it. */
function groupsOf({ seen, seenIn }: Observation): readonly Group[] {
	const groups = new Map<number, Group>();
	for (const [index, snapshot] of seen.entries()) {
		const context = seenIn[index] ?? 0;
		const group = groups.get(context) ?? { context, seen: [] };
		groups.set(context, group);
		group.seen.push(snapshot);
	}
	return [...groups.values()];
}

const MAX_DEPTH = 8;

/** The innermost calls that tell the groups apart; none when all come from the same lines. */
function siteNames(groups: readonly Group[], context: HoverContext): readonly (string | undefined)[] {
	if (groups.length < 2) return [];
	let contexts = groups.map((group) => group.context);
	for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
		const names = contexts.map((each) => {
			const site: Origin | undefined = context.analysis.contexts.get(each)?.site;
			return site && nameOrigin(site, context);
		});
		if (new Set(names).size > 1) return names;
		contexts = contexts.map((each) => context.analysis.contexts.get(each)?.parent ?? 0);
	}
	return [];
}
