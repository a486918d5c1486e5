/** Patterns of `match` statements; see `ast.ts`. */
import type { Expr, Node } from "./ast-expressions";

export type Pattern =
	| MatchValue
	| MatchSingleton
	| MatchSequence
	| MatchMapping
	| MatchClass
	| MatchStar
	| MatchAs
	| MatchOr
	| MatchInvalid;

export interface MatchValue extends Node {
	readonly type: "MatchValue";
	readonly value: Expr;
}
export interface MatchSingleton extends Node {
	readonly type: "MatchSingleton";
	readonly value: true | false | null;
}
export interface MatchSequence extends Node {
	readonly type: "MatchSequence";
	readonly patterns: readonly Pattern[];
}
export interface MatchMapping extends Node {
	readonly type: "MatchMapping";
	readonly keys: readonly Expr[];
	readonly patterns: readonly Pattern[];
	readonly rest?: string;
}
export interface MatchClass extends Node {
	readonly type: "MatchClass";
	readonly cls: Expr;
	readonly patterns: readonly Pattern[];
	readonly kwdAttrs: readonly string[];
	readonly kwdPatterns: readonly Pattern[];
}
export interface MatchStar extends Node {
	readonly type: "MatchStar";
	readonly name?: string;
}
export interface MatchAs extends Node {
	readonly type: "MatchAs";
	readonly pattern?: Pattern;
	readonly name?: string;
}
export interface MatchOr extends Node {
	readonly type: "MatchOr";
	readonly patterns: readonly Pattern[];
}
export interface MatchInvalid extends Node {
	readonly type: "MatchInvalid";
}
