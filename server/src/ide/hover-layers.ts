import type { Snapshot, SnapshotDetail, Spec } from "../domain";
import type { Analysis } from "./analysis";
import { layerUrl } from "./doc-links";
import { type HoverLink, limited } from "./hover-parts";
import { placesOf } from "./places";
import { printArrow, printSpecs } from "./print";

/** `Dense "dense_1"`. */
export function title(detail: SnapshotDetail | undefined): string {
	const { className = "Layer", name } = detail ?? {};
	return name ? `${className} ${JSON.stringify(name)}` : className;
}

export const printParams = (count: number): string =>
	`${count.toLocaleString("en-US")} parameter${count === 1 ? "" : "s"}`;

/** Nothing when several layers are meant that differ. */
export function paramsLine(counts: readonly (number | undefined)[]): readonly string[] {
	const [count, ...others] = new Set(counts);
	return count && others.length === 0 ? [`# ${printParams(count)}`] : [];
}

/** The calls of a layer that was constructed in this file. */
export function callsOfLayer(analysis: Analysis, snapshot: Snapshot): readonly SnapshotDetail[] {
	const { origin } = snapshot.detail ?? {};
	return origin?.path === analysis.path ? placesOf(analysis).callsOf(origin) : [];
}

/** What a layer or model is, what it was called on, and what came out. */
export function layerLines(snapshot: Snapshot, prefix: string, calls: readonly SnapshotDetail[]): readonly string[] {
	const { detail, kind } = snapshot;
	const names = new Set(calls.map((call) => call.name));
	const head = names.size > 1 ? `${detail?.className} (${names.size} layers)` : title(detail);
	if (kind === "Model" && detail?.outputs) {
		return [prefix + head, ...modelLines(detail), ...paramsLine([detail.params])];
	}
	const counts = calls.length > 0 ? calls.map((call) => call.params) : [detail?.params];
	return [prefix + head, ...limited(calls.map((call) => printArrow(call.inputs, call.outputs))), ...paramsLine(counts)];
}

const MAX_NAMED = 8;

/** Several inputs or outputs stand one below the other, by name. */
function modelLines(detail: SnapshotDetail): readonly string[] {
	const { inputs = [], outputs = [], inputNames = [], outputNames = [] } = detail;
	const isPlain = inputs.length <= 1 && outputs.length <= 1;
	if (isPlain || inputs.length !== inputNames.length || outputs.length !== outputNames.length)
		return [printArrow(inputs, outputs)];
	return [
		...named(inputs.length > 1 ? "inputs" : "input", inputs, inputNames),
		...named(outputs.length > 1 ? "outputs" : "output", outputs, outputNames),
	];
}

function named(what: string, specs: readonly Spec[], names: readonly string[]): readonly string[] {
	const lines = specs.slice(0, MAX_NAMED).map((spec, index) => `${nameOf(names[index])}: ${printSpecs([spec])}`);
	const rest = specs.length - lines.length;
	return [`# ${what}`, ...lines, ...(rest > 0 ? [`# and ${rest} more`] : [])];
}

const nameOf = (name = ""): string => (/^\w+$/u.test(name) ? name : JSON.stringify(name));

/** The page of a layer that is Keras's own. */
export function layerLink(detail: SnapshotDetail | undefined): HoverLink | undefined {
	const { className, classOrigin } = detail ?? {};
	const url = className && !classOrigin ? layerUrl(className) : undefined;
	return url && className ? { text: className, url } : undefined;
}
