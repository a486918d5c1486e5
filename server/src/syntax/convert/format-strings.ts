import type { ExpressionNode, FormatStringNode } from "@zzzen/pyright-internal/dist/parser/parseNodes";
import {
	OperatorType,
	StringTokenFlags,
	type Token,
	TokenType,
} from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Expr, FormattedValue, JoinedStr } from "../ast";
import { type Conversion, rawEnd, tokenAt, tokenIndexAt, tokenIndexFrom } from "./context";
import { outerEnd } from "./ranges";
import { unescapeBody } from "./unescape";

/*
 * The parser lists the expressions of an f-string in source order, nested format specifications included, and keeps
 * neither conversions nor the specifications' text; they are read again from its tokens.
 */

interface Reader {
	readonly c: Conversion;
	readonly fields: readonly ExpressionNode[];
	readonly isRaw: boolean;
	readonly isTemplate: boolean;
	nextField: number;
	/** Index of the next token. */
	index: number;
}

export function formatStringPieces(c: Conversion, node: FormatStringNode, isTemplate: boolean): Expr[] {
	const reader: Reader = {
		c,
		fields: node.d.fieldExprs,
		isRaw: (node.d.token.flags & StringTokenFlags.Raw) !== 0,
		isTemplate,
		nextField: 0,
		index: tokenIndexAt(c, node.start) + 1,
	};
	return readPieces(reader, rawEnd(node), false);
}

function readPieces(reader: Reader, limit: number, isSpecification: boolean): Expr[] {
	const pieces: Expr[] = [];
	for (;;) {
		const token = tokenAt(reader.c, reader.index);
		if (!token || token.start >= limit) return pieces;
		if (token.type === TokenType.FStringMiddle) {
			pieces.push(middle(reader, token, isSpecification));
			reader.index++;
		} else if (token.type === TokenType.OpenCurlyBrace) {
			const field = readField(reader, token, limit, isSpecification);
			if (!field) return pieces;
			pieces.push(...field);
		} else return pieces;
	}
}

function middle(reader: Reader, token: Token, isSpecification: boolean): Expr {
	const end = rawEnd(token);
	const body = reader.c.text.slice(token.start, end);
	const single = isSpecification ? body : undouble(body);
	const value = unescapeBody(single, { isRaw: reader.isRaw, isBytes: false });
	return { type: "Constant", value: { kind: "str", value }, start: reader.c.at(token.start), end: reader.c.at(end) };
}

/** `{{` is a brace; those of `\N{…}` are not doubled. */
function undouble(body: string): string {
	return /\{\{|\}\}/.test(body)
		? body.replace(/\\N\{[^}]*\}|\{\{|\}\}/g, (m) => (m.length === 2 ? m.charAt(0) : m))
		: body;
}

/** From `{` to `}`; `undefined` when the parser gave up in it. */
function readField(reader: Reader, open: Token, limit: number, isNested: boolean): Expr[] | undefined {
	const { c } = reader;
	const node = reader.fields[reader.nextField++];
	if (!node) return undefined;
	const exprEnd = outerEnd(c, node);
	reader.index = Math.max(reader.index + 1, tokenIndexFrom(c, exprEnd));
	const debug = acceptOperator(reader, OperatorType.Assign);
	const conversion = readConversion(reader);
	const specification = readSpecification(reader, limit);
	const close = tokenAt(c, reader.index);
	if (close?.type !== TokenType.CloseCurlyBrace) return undefined;
	reader.index++;
	const letter = conversion?.letter ?? (debug && !specification ? "r" : undefined);
	const piece: Expr = {
		type: reader.isTemplate && !isNested ? "Interpolation" : "FormattedValue",
		value: c.expr(node),
		...(letter ? { conversion: letter } : {}),
		...(specification ? { formatSpec: specification.spec } : {}),
		start: c.at(open.start),
		end: c.at(rawEnd(close)),
	};
	if (!debug) return [piece];
	return [debugText(reader, rawEnd(open), conversion?.start ?? specification?.start ?? close.start), piece];
}

function acceptOperator(reader: Reader, operator: OperatorType): Token | undefined {
	const token = tokenAt(reader.c, reader.index);
	const isIt = token?.type === TokenType.Operator && "operatorType" in token && token.operatorType === operator;
	if (isIt) reader.index++;
	return isIt ? token : undefined;
}

function readConversion(reader: Reader): { letter: FormattedValue["conversion"] & string; start: number } | undefined {
	const mark = tokenAt(reader.c, reader.index);
	if (mark?.type !== TokenType.ExclamationMark) return undefined;
	const name = tokenAt(reader.c, reader.index + 1);
	if (name?.type !== TokenType.Identifier) return undefined;
	reader.index += 2;
	const letter = reader.c.text.slice(name.start, rawEnd(name));
	return letter === "s" || letter === "r" || letter === "a" ? { letter, start: mark.start } : undefined;
}

function readSpecification(reader: Reader, limit: number): { spec: JoinedStr; start: number } | undefined {
	const { c } = reader;
	const colon = tokenAt(c, reader.index);
	if (colon?.type !== TokenType.Colon) return undefined;
	reader.index++;
	const values = readPieces(reader, limit, true);
	const end = tokenAt(c, reader.index)?.start ?? rawEnd(colon);
	return { spec: { type: "JoinedStr", values, start: c.at(colon.start), end: c.at(end) }, start: colon.start };
}

/** `{x = }` shows its own text up to the conversion, the specification or the brace. */
function debugText(reader: Reader, start: number, end: number): Expr {
	const { c } = reader;
	const value = c.text.slice(start, end);
	return { type: "Constant", value: { kind: "str", value }, start: c.at(start), end: c.at(end) };
}
