import { printShape, type Snapshot } from "../domain";
import type { Arguments, Expr } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { joinSnapshots } from "./json";
import { type SyntaxNode, walk } from "./nodes";
import { placesOf } from "./places";
import { elementOf, printSpecs } from "./print";
import { printOutputShape } from "./summary";

/** The spec of something that stands at a place of the source. */
export interface SpecNote {
	readonly start: number;
	readonly end: number;
	/** What is bound to it; empty for an expression. */
	readonly label: string;
	/** Distinct specs, in the order in which the program has them. */
	readonly specs: readonly string[];
}

interface Binding {
	readonly start: number;
	readonly end: number;
	/** The expression whose value is bound, when it is that alone. */
	readonly value?: Expr | undefined;
}

const TENSORS: ReadonlySet<string> = new Set(["KerasTensor", "Tensor", "ndarray", "Variable", "TypeSpec", "Dataset"]);

/** What to draw under the source: names that are bound, what functions return, and calls that give a tensor. */
export function specNotes(analysis: Analysis): readonly SpecNote[] {
	const key = ({ start, end }: { start: number; end: number }): string => `${start}:${end}`;
	const seenAt = new Map(analysis.observations.map((each) => [key(each), each.seen]));
	const notes = new Map<string, SpecNote>();
	const covered = new Set<string>();
	const add = (place: { start: number; end: number }, label: string): boolean => {
		const specs = (seenAt.get(key(place)) ?? []).flatMap((each) => printSnapshot(each) ?? []);
		if (specs.length === 0 || covered.has(key(place))) return false;
		notes.set(key(place), { start: place.start, end: place.end, label, specs: [...new Set(specs)] });
		return true;
	};
	const nodes: SyntaxNode[] = [];
	walk(analysis.file.module, (node) => nodes.push(node));
	for (const { start, end, value } of nodes.flatMap(bindingsOf)) {
		if (add({ start, end }, analysis.file.text.slice(start, end)) && value) covered.add(key(value));
	}
	for (const node of nodes) {
		const value = node.type === "Return" ? node.value : undefined;
		if (value && add(value, "return")) covered.add(key(value));
	}
	for (const node of nodes) {
		const seen = node.type === "Call" ? (seenAt.get(key(node)) ?? []) : [];
		if (TENSORS.has(seen.length > 0 ? joinSnapshots(seen).kind : "")) add(node, "");
	}
	const called = new Set(nodes.flatMap((node) => (node.type === "Call" ? [key(node.func)] : [])));
	for (const [place, specs] of stackedLayers(analysis, nodes)) {
		if (!called.has(key(place)) && !covered.has(key(place)) && !notes.has(key(place))) {
			notes.set(key(place), { start: place.start, end: place.end, label: "", specs });
		}
	}
	return [...notes.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Layers that models call, where they are constructed: in the list of a Sequential, or in `add`. */
function stackedLayers(
	analysis: Analysis,
	nodes: readonly SyntaxNode[],
): readonly (readonly [SyntaxNode, readonly string[]])[] {
	const { partsAt } = placesOf(analysis);
	const summarised = new Map<string, string[]>();
	for (const model of analysis.models) {
		for (const layer of model.layers) {
			const { origin } = layer;
			const shape = printOutputShape(layer, model);
			if (origin?.path !== analysis.path || shape === "?" || shape === "multiple") continue;
			const place = `${origin.start}:${origin.end}`;
			summarised.set(place, [...new Set([...(summarised.get(place) ?? []), shape])]);
		}
	}
	return nodes.flatMap((node) => {
		if (node.type !== "Call") return [];
		const parts = partsAt(node).flatMap(({ outputs }) => (outputs && outputs.length > 0 ? printSpecs(outputs) : []));
		const specs = parts.length > 0 ? [...new Set(parts)] : (summarised.get(`${node.start}:${node.end}`) ?? []);
		return specs.length > 0 ? [[node, specs] as const] : [];
	});
}

/** The names that a node binds, if it is a statement that binds names. */
function bindingsOf(statement: SyntaxNode): readonly Binding[] {
	switch (statement.type) {
		case "Assign":
			return statement.targets.flatMap((target) => bindingsOfTarget(target, statement.value));
		case "AnnAssign":
			return bindingsOfTarget(statement.target, statement.value);
		case "AugAssign":
			return bindingsOfTarget(statement.target);
		case "For":
			return bindingsOfTarget(statement.target);
		case "With":
			return statement.items.flatMap((item) => (item.optionalVars ? bindingsOfTarget(item.optionalVars) : []));
		case "FunctionDef":
			return parameters(statement.args);
		default:
			return [];
	}
}

function bindingsOfTarget(target: Expr, value?: Expr): readonly Binding[] {
	const isSimple = target.type !== "Tuple" && target.type !== "List";
	return targetsOf(target).map(({ start, end }) => ({ start, end, value: isSimple ? value : undefined }));
}

/** The names and attributes that a target binds. */
function targetsOf(target: Expr): readonly Expr[] {
	if (target.type === "Tuple" || target.type === "List") return target.elts.flatMap(targetsOf);
	return target.type === "Starred" ? targetsOf(target.value) : [target];
}

function parameters(args: Arguments): readonly Binding[] {
	const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
	return all.flatMap((arg) => (arg ? [{ start: arg.start, end: arg.start + arg.arg.length }] : []));
}

const MAX_ITEMS = 6;

/** One line for a value; absent when there is nothing to say about it yet. */
export function printSnapshot(snapshot: Snapshot): string | undefined {
	const { kind, spec, items } = snapshot;
	if (kind === "Layer" || kind === "Model") return printLayer(snapshot);
	if (kind === "Dataset") {
		const element = printSnapshot(elementOf(snapshot));
		return element && `Dataset ${element}`;
	}
	if (items) return printItems(kind, items);
	if (!spec) return undefined;
	return kind === "TensorShape" ? `TensorShape ${printShape(spec.shape)}` : prefixOf(kind) + printSpecs([spec]);
}

const prefixOf = (kind: string): string => (kind === "KerasTensor" || kind === "Tensor" ? "" : `${kind} `);

function printLayer({ detail, spec }: Snapshot): string | undefined {
	const outputs = detail?.outputs ?? (spec ? [spec] : []);
	if (outputs.length === 0 || outputs.every(({ shape }) => shape.kind === "top")) return undefined;
	const inputs = detail?.inputs ?? [];
	const from = inputs.length > 0 ? `${inputs.map(({ shape }) => printShape(shape)).join(", ")} -> ` : "";
	return `${detail?.className ?? "layer"} ${from}${printSpecs(outputs)}`;
}

function printItems(kind: string, items: NonNullable<Snapshot["items"]>): string | undefined {
	const isList = Array.isArray(items);
	const entries = Object.entries(items) as [string, Snapshot][];
	const printed = entries.map(([key, item]) => [key, printSnapshot(item)] as const);
	if (printed.every(([, text]) => text === undefined)) return undefined;
	const shown = printed.slice(0, MAX_ITEMS).map(([key, text]) => (isList ? (text ?? "…") : `${key}: ${text ?? "…"}`));
	const rest = printed.length > MAX_ITEMS ? [...shown, `… ${printed.length - MAX_ITEMS} more`] : shown;
	if (kind === "list") return `[${rest.join(", ")}]`;
	return kind === "dict" ? `{${rest.join(", ")}}` : `(${rest.join(", ")})`;
}
