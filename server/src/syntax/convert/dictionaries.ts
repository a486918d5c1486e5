import {
	type ComprehensionNode,
	type DictionaryNode,
	ParseNodeType,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import type { Expr } from "../ast";
import { convertGenerators } from "./comprehensions";
import type { Conversion } from "./context";
import { innerEnd, innerStart } from "./ranges";

export function convertDictionary(c: Conversion, node: DictionaryNode): Expr {
	const start = innerStart(c, node);
	const range = { start: c.at(start), end: c.at(innerEnd(c, node, start)) };
	const [only] = node.d.items;
	if (only?.nodeType === ParseNodeType.Comprehension) return dictionaryComprehension(c, only, range);
	const keys: (Expr | undefined)[] = [];
	const values: Expr[] = [];
	for (const entry of node.d.items) {
		if (entry.nodeType === ParseNodeType.DictionaryKeyEntry) {
			keys.push(c.expr(entry.d.keyExpr));
			values.push(c.expr(entry.d.valueExpr));
		} else {
			keys.push(undefined);
			values.push(c.expr(entry.nodeType === ParseNodeType.Comprehension ? entry : entry.d.expr));
		}
	}
	return { type: "Dict", keys, values, ...range };
}

function dictionaryComprehension(c: Conversion, node: ComprehensionNode, range: { start: number; end: number }): Expr {
	const entry = node.d.expr;
	if (entry.nodeType !== ParseNodeType.DictionaryKeyEntry) return { type: "Invalid", ...range };
	return {
		type: "DictComp",
		key: c.expr(entry.d.keyExpr),
		value: c.expr(entry.d.valueExpr),
		generators: convertGenerators(c, node),
		...range,
	};
}
