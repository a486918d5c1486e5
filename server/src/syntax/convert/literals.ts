import type { ConstantNode, EllipsisNode, NumberNode } from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { KeywordType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { ConstantValue, Expr } from "../ast";
import type { Conversion } from "./context";
import { innerEnd, innerStart } from "./ranges";

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/** Python compares identifiers in their NFKC form. */
export function identifier(text: string): string {
	return ASCII.test(text) ? text : text.normalize("NFKC");
}

export function convertNumber(c: Conversion, node: NumberNode): Expr {
	return constant(c, node, numberValue(node));
}

function numberValue(node: NumberNode): ConstantValue {
	const { value, isImaginary, isInteger } = node.d;
	if (isImaginary) return { kind: "complex", imag: Number(value) };
	return isInteger ? { kind: "int", value } : { kind: "float", value: Number(value) };
}

/** The parser takes `__debug__` for a constant; in Python's tree it is a name. */
export function convertConstant(c: Conversion, node: ConstantNode): Expr {
	switch (node.d.constType) {
		case KeywordType.True:
			return constant(c, node, { kind: "bool", value: true });
		case KeywordType.False:
			return constant(c, node, { kind: "bool", value: false });
		case KeywordType.Debug: {
			const start = innerStart(c, node);
			return { type: "Name", id: "__debug__", start: c.at(start), end: c.at(innerEnd(c, node, start)) };
		}
		default:
			return constant(c, node, { kind: "none" });
	}
}

export function convertEllipsis(c: Conversion, node: EllipsisNode): Expr {
	return constant(c, node, { kind: "ellipsis" });
}

function constant(c: Conversion, node: NumberNode | ConstantNode | EllipsisNode, value: ConstantValue): Expr {
	const start = innerStart(c, node);
	return { type: "Constant", value, start: c.at(start), end: c.at(innerEnd(c, node, start)) };
}
