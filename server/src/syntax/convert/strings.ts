import {
	type FormatStringNode,
	ParseNodeType,
	type StringListNode,
	type StringNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { StringTokenFlags } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Constant, ConstantValue, Expr } from "../ast";
import { type Conversion, rawEnd } from "./context";
import { formatStringPieces } from "./format-strings";
import { unescapeBody } from "./unescape";

/** Adjacent literals are one: a `Constant`, or a `JoinedStr`/`TemplateStr` as soon as one of them has fields. */
export function convertStrings(c: Conversion, node: StringListNode): Expr {
	const { strings } = node.d;
	const start = strings[0]?.start ?? node.start;
	const end = rawEnd(strings[strings.length - 1] ?? node);
	if (!strings.some((part) => part.nodeType === ParseNodeType.FormatString)) {
		return plainString(c, strings.filter(isPlain), start, end);
	}
	const isTemplate = strings.some((part) => part.nodeType === ParseNodeType.FormatString && hasTemplateFlag(part));
	const pieces = strings.flatMap((part) =>
		isPlain(part) ? [plainString(c, [part], part.start, rawEnd(part))] : formatStringPieces(c, part, isTemplate),
	);
	return {
		type: isTemplate ? "TemplateStr" : "JoinedStr",
		values: foldConstants(pieces),
		start: c.at(start),
		end: c.at(end),
	};
}

function isPlain(node: StringNode | FormatStringNode): node is StringNode {
	return node.nodeType === ParseNodeType.String;
}

function hasTemplateFlag(node: FormatStringNode): boolean {
	return (node.d.token.flags & StringTokenFlags.Template) !== 0;
}

function plainString(c: Conversion, parts: readonly StringNode[], start: number, end: number): Constant {
	return { type: "Constant", value: stringValue(parts), start: c.at(start), end: c.at(end) };
}

function stringValue(parts: readonly StringNode[]): ConstantValue {
	const isBytes = ((parts[0]?.d.token.flags ?? 0) & StringTokenFlags.Bytes) !== 0;
	const value = parts.map((part) => tokenValue(part.d.token)).join("");
	return { kind: isBytes ? "bytes" : "str", value };
}

function tokenValue(token: { readonly escapedValue: string; readonly flags: StringTokenFlags }): string {
	return unescapeBody(token.escapedValue, {
		isRaw: (token.flags & StringTokenFlags.Raw) !== 0,
		isBytes: (token.flags & StringTokenFlags.Bytes) !== 0,
	});
}

/** As CPython does: neighbouring constants become one that spans them, and empty ones vanish. */
function foldConstants(pieces: readonly Expr[]): Expr[] {
	const folded: Expr[] = [];
	for (const piece of pieces) {
		const last = folded[folded.length - 1];
		if (isStr(piece) && last && isStr(last)) {
			const value = last.value.value + piece.value.value;
			folded[folded.length - 1] = { ...last, value: { kind: "str", value }, end: piece.end };
		} else folded.push(piece);
	}
	return folded.filter((piece) => !isStr(piece) || piece.value.value !== "");
}

function isStr(piece: Expr): piece is Constant & { value: { kind: "str"; value: string } } {
	return piece.type === "Constant" && piece.value.kind === "str";
}
