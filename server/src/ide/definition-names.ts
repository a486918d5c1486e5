import type { ClassDef, FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { type SyntaxNode, walk } from "./nodes";
import { targetsOf } from "./targets";

export type Definition = FunctionDef | ClassDef;

const KEYWORD = /(?:async[\s\\]+)?(?:def|class)[\s\\]+/y;

/** Where the name of a `def` or `class` stands. */
export function nameRange(node: Definition, text: string): { readonly start: number; readonly end: number } {
	KEYWORD.lastIndex = node.start;
	const start = KEYWORD.test(text) ? KEYWORD.lastIndex : node.start;
	return { start, end: start + node.name.length };
}

const known = new WeakMap<Analysis, ReadonlyMap<string, Definition>>();

/** The definition that a name means wherever it is used: the file binds it nowhere else. */
export function definitionOf(analysis: Analysis, name: string): Definition | undefined {
	const found = known.get(analysis) ?? boundOnce(analysis);
	known.set(analysis, found);
	return found.get(name);
}

function boundOnce({ file }: Analysis): ReadonlyMap<string, Definition> {
	const counts = new Map<string, number>();
	const definitions = new Map<string, Definition>();
	const methods = new Set<SyntaxNode>();
	walk(file.module, (node) => {
		if (node.type === "ClassDef") for (const each of node.body) methods.add(each);
		const isDefinition = node.type === "FunctionDef" || node.type === "ClassDef";
		// The name of a method means it only inside of the class body.
		if (isDefinition && !methods.has(node)) definitions.set(node.name, node);
		const targets = targetsOf(node).flatMap((each) => (each.type === "Name" ? [each.id] : []));
		for (const name of [...boundBy(node), ...targets]) counts.set(name, (counts.get(name) ?? 0) + 1);
	});
	return new Map([...definitions].filter(([name]) => counts.get(name) === 1));
}

function boundBy(node: SyntaxNode): readonly string[] {
	switch (node.type) {
		case "FunctionDef":
		case "ClassDef":
			return [node.name];
		case "arg":
			return [node.arg];
		case "alias":
			return [node.asname ?? node.name.split(".")[0] ?? ""];
		case "ExceptHandler":
			return node.name ? [node.name] : [];
		case "AnnAssign":
			return node.target.type === "Name" ? [node.target.id] : [];
		case "MatchAs":
		case "MatchStar":
			return node.name ? [node.name] : [];
		default:
			return [];
	}
}

/** Where the parameters of a `def` are closed; absent where the text is not finished. */
export function headEnd(node: FunctionDef, text: string): number | undefined {
	const { args } = node;
	const parameters = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
	const ends = [...parameters, ...args.defaults, ...args.kwDefaults].map((each) => each?.end ?? 0);
	const start = Math.max(nameRange(node, text).end, ...ends);
	const end = node.body[0]?.start ?? text.length;
	for (let at = start; at < end; at += 1) {
		const char = text[at];
		if (char === "#") at = lineEnd(text, at);
		else if (char === ")" && BEFORE_BODY.test(text.slice(at + 1, end))) return at + 1;
	}
	return undefined;
}

const BEFORE_BODY = /^[\s\\]*:/;

function lineEnd(text: string, offset: number): number {
	const end = text.indexOf("\n", offset);
	return end < 0 ? text.length : end;
}
