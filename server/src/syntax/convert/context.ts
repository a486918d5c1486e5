import type { TextRange } from "@zzzen/pyright-internal/dist/common/textRange";
import type { TextRangeCollection } from "@zzzen/pyright-internal/dist/common/textRangeCollection";
import type { ExpressionNode, ParseNode, SuiteNode } from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { KeywordType, type Token, TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { Expr, Stmt } from "../ast";

/**
 * What every converter needs. Offsets of the parser's nodes and tokens are offsets into `text`, which may be healed;
 * `at` carries them to the source, so it is applied exactly once, when a node of ours is made.
 */
export interface Conversion {
	readonly text: string;
	readonly tokens: TextRangeCollection<Token>;
	readonly at: (offset: number) => number;
	/** Start of a `yield` that stands right after a parenthesis -> start of that parenthesis. */
	readonly yieldParens: ReadonlyMap<number, number>;
	readonly expr: (node: ExpressionNode) => Expr;
	readonly stmts: (nodes: readonly ParseNode[]) => Stmt[];
}

export function rawEnd(range: TextRange): number {
	return range.start + range.length;
}

export function tokenAt(c: Conversion, index: number): Token | undefined {
	return index >= 0 && index < c.tokens.count ? c.tokens.getItemAt(index) : undefined;
}

/** Index of the token that contains `offset`, or else of the last one before it. */
export function tokenIndexAt(c: Conversion, offset: number): number {
	return c.tokens.getItemAtPosition(offset);
}

/** The first token that starts at `offset` or later. */
export function tokenIndexFrom(c: Conversion, offset: number): number {
	let index = Math.max(0, tokenIndexAt(c, offset));
	while ((tokenAt(c, index)?.start ?? offset) < offset) index++;
	return index;
}

/** End of the token that follows `offset` if it is of this type, else `offset`. */
export function endAfter(c: Conversion, offset: number, type: TokenType): number {
	const token = tokenAt(c, tokenIndexFrom(c, offset));
	return token?.type === type ? rawEnd(token) : offset;
}

/** The parser extends `(yield x)` to the right parenthesis only, so every node that begins there starts too late. */
export function findYieldParens(tokens: TextRangeCollection<Token>): Map<number, number> {
	const found = new Map<number, number>();
	for (let i = 1; i < tokens.count; i++) {
		const token = tokens.getItemAt(i);
		if (token.type !== TokenType.Keyword) continue;
		const previous = tokens.getItemAt(i - 1);
		if (previous.type === TokenType.OpenParenthesis && "keywordType" in token) {
			if (token.keywordType === KeywordType.Yield) found.set(token.start, previous.start);
		}
	}
	return found;
}

/** The names and body of a suite; an absent suite has none. */
export function block(c: Conversion, suite: SuiteNode | undefined): Stmt[] {
	return suite ? c.stmts(suite.d.statements) : [];
}
