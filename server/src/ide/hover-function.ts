import type { Value } from "../domain";
import type { FunctionContext } from "../interpreter/function-calls";
import type { FunctionDef } from "../syntax/ast";
import { type Definition, definitionOf, nameRange } from "./definition-names";
import { functionContextsOf, isCalled } from "./function-contexts";
import { specNotes, specsOf } from "./hover-notes";
import { type Hover, type HoverContext, limited, nameOrigin } from "./hover-parts";
import { tracedLines } from "./hover-traced";
import { nodesAt, type SyntaxNode } from "./nodes";
import { placesOf } from "./places";
import { printArrow, printSnapshot } from "./print";

/** What a function takes and gives, or a class of layers: at the name of its definition, and where that name is used. */
export function definitionHover(context: HoverContext, offset: number): Hover | undefined {
	const path = [...nodesAt(context.analysis.file.module, offset)].reverse();
	const { text } = context.analysis.file;
	for (const node of path) {
		if (node.type !== "FunctionDef" && node.type !== "ClassDef") continue;
		const range = nameRange(node, text);
		if (range.start <= offset && offset <= range.end) return hoverOfDefinition(context, node, range);
	}
	return usedAt(context, path);
}

function hoverOfDefinition(
	context: HoverContext,
	node: Definition,
	range: { readonly start: number; readonly end: number },
): Hover | undefined {
	if (node.type === "ClassDef") return classHover(context, node, range);
	return functionHover(context, node, functionContextsOf(context.analysis, node), range);
}

/** At a call, the contexts of that call; where the name alone is used, all of them. */
function usedAt(context: HoverContext, path: readonly SyntaxNode[]): Hover | undefined {
	const { analysis } = context;
	const [used, parent] = path;
	if (used?.type !== "Name" && used?.type !== "Attribute") return undefined;
	const name = used.type === "Name" ? used.id : used.attr;
	const call = parent?.type === "Call" && parent.func === used ? parent : undefined;
	const here = call
		? placesOf(analysis)
				.functionsCalledAt(call)
				.filter((each) => each.node.name === name)
		: [];
	const [first, ...others] = here;
	if (first && others.length === 0) return functionHover(context, first.node, first.contexts, used);
	if (used.type === "Attribute" || first || placesOf(analysis).observation(used)) return undefined;
	const definition = definitionOf(analysis, name);
	// The call of a class is a layer, which has a hover of its own.
	if (!definition || (call && definition.type === "ClassDef")) return undefined;
	return hoverOfDefinition(context, definition, used);
}

// ------------------------------------------------------------------ functions

function functionHover(
	context: HoverContext,
	node: FunctionDef,
	all: readonly FunctionContext[],
	{ start, end }: { readonly start: number; readonly end: number },
): Hover | undefined {
	const traced = tracedLines(context.analysis, node);
	if (traced) return { start, end, code: [...traced, ...givenLines(all)], notes: [] };
	const contexts = all.filter((each) => isCalled(node, each));
	const shown = contexts.length > 0 ? contexts : all;
	if (shown.length === 0) return undefined;
	const differing = differingNames(shown);
	const sites = new Set(shown.map((each) => sitesOf(each, context)));
	const lines = shown.map((each) => {
		const site = sites.size > 1 ? sitesOf(each, context) : "";
		return `${signatureOf(node, each, differing)}${site ? `  # called on ${site}` : ""}`;
	});
	const specs = shown.flatMap(({ parameters, returned }) =>
		[...parameters.map(({ snapshot }) => snapshot), returned].flatMap((each) => (each ? specsOf(each) : [])),
	);
	const unknown = shown.find((each) => each.unknown)?.unknown;
	const why = unknown ? [{ text: `what comes out is ?: ${unknown.text}`, origin: unknown.origin }] : [];
	return { start, end, code: limited(lines), notes: [...specNotes(specs), ...why] };
}

const givenLines = (contexts: readonly FunctionContext[]): readonly string[] =>
	limited(contexts.flatMap(({ returned }) => (returned ? [`# -> ${printSnapshot(returned)}`] : [])));

const MAX_SITES = 3;

function sitesOf({ sites }: FunctionContext, context: HoverContext): string {
	const names = [...new Set(sites.map((site) => nameOrigin(site, context)))];
	return names.length > MAX_SITES ? `${names.slice(0, MAX_SITES).join(", ")}, …` : names.join(", ");
}

/** `block(x: (None, 3) float32, filters=16) -> (None, 16) float32`: constants only where they tell contexts apart. */
function signatureOf(
	{ name }: FunctionDef,
	{ parameters, returned, unknown }: FunctionContext,
	differing: ReadonlySet<string>,
): string {
	const parts = parameters.flatMap((each) => {
		if (each.snapshot) return [`${each.name}: ${printSnapshot(each.snapshot)}`];
		return differing.has(each.name) && each.constant ? [`${each.name}=${printConstant(each.constant)}`] : [];
	});
	const out = returned ? printSnapshot(returned) : unknown ? "?" : undefined;
	return `${name}(${parts.join(", ")})${out === undefined ? "" : ` -> ${out}`}`;
}

/** Parameters that are another constant in another context; a `name` always is. */
function differingNames(contexts: readonly FunctionContext[]): ReadonlySet<string> {
	const values = new Map<string, Set<string>>();
	for (const { parameters } of contexts) {
		for (const { name, constant } of parameters) {
			const known = values.get(name) ?? new Set<string>();
			values.set(name, known.add(constant ? printConstant(constant) : ""));
		}
	}
	return new Set([...values].flatMap(([name, { size }]) => (size > 1 && name !== "name" ? [name] : [])));
}

const MAX_TEXT = 24;

function printConstant(value: Value): string {
	switch (value.kind) {
		case "bool":
			return value.value ? "True" : "False";
		case "int":
		case "float":
			return String(value.value);
		case "str":
			return JSON.stringify((value.value ?? "").slice(0, MAX_TEXT));
		default:
			return "None";
	}
}

// -------------------------------------------------------------------- classes

/** A class of layers or models: what its objects were called on. */
function classHover(
	{ analysis }: HoverContext,
	node: Definition,
	{ start, end }: { readonly start: number; readonly end: number },
): Hover | undefined {
	const calls = placesOf(analysis).callsOfClass(node);
	if (calls.length === 0) return undefined;
	const lines = calls.map(({ inputs, outputs }) => `${node.name}: ${printArrow(inputs, outputs)}`);
	const specs = calls.flatMap(({ inputs, outputs }) => [...(inputs ?? []), ...(outputs ?? [])]);
	return { start, end, code: limited(lines), notes: specNotes(specs) };
}
