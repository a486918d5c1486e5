/** Expressions of the syntax tree; see `ast.ts`. */

/** Offsets in UTF-16 code units. */
export interface Node {
	readonly start: number;
	readonly end: number;
}

export type Expr =
	| Constant
	| Name
	| Attribute
	| Subscript
	| Slice
	| Starred
	| Call
	| BinOp
	| UnaryOp
	| BoolOp
	| Compare
	| IfExp
	| Lambda
	| NamedExpr
	| Tuple
	| List
	| SetExpr
	| Dict
	| ListComp
	| SetComp
	| GeneratorExp
	| DictComp
	| JoinedStr
	| FormattedValue
	| TemplateStr
	| Interpolation
	| Await
	| Yield
	| YieldFrom
	| InvalidExpr;

/** What a literal stands for. Integers beyond 2**53 keep their decimal text. */
export type ConstantValue =
	| { readonly kind: "none" }
	| { readonly kind: "ellipsis" }
	| { readonly kind: "bool"; readonly value: boolean }
	| { readonly kind: "int"; readonly value: number | bigint }
	| { readonly kind: "float"; readonly value: number }
	| { readonly kind: "complex"; readonly imag: number }
	| { readonly kind: "str"; readonly value: string }
	| { readonly kind: "bytes"; readonly value: string };

export interface Constant extends Node {
	readonly type: "Constant";
	readonly value: ConstantValue;
}
export interface Name extends Node {
	readonly type: "Name";
	readonly id: string;
}
export interface Attribute extends Node {
	readonly type: "Attribute";
	readonly value: Expr;
	readonly attr: string;
	/** Where the attribute's own name stands; equal to `end` when nothing follows the dot yet. */
	readonly attrStart: number;
}
export interface Subscript extends Node {
	readonly type: "Subscript";
	readonly value: Expr;
	readonly slice: Expr;
}
export interface Slice extends Node {
	readonly type: "Slice";
	readonly lower?: Expr;
	readonly upper?: Expr;
	readonly step?: Expr;
}
export interface Starred extends Node {
	readonly type: "Starred";
	readonly value: Expr;
}
export interface Keyword extends Node {
	readonly type: "keyword";
	/** Absent for `**kwargs`. */
	readonly arg?: string;
	readonly value: Expr;
}
export interface Call extends Node {
	readonly type: "Call";
	readonly func: Expr;
	readonly args: readonly Expr[];
	readonly keywords: readonly Keyword[];
}
export type Operator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "&" | "|" | "^" | "<<" | ">>";
export interface BinOp extends Node {
	readonly type: "BinOp";
	readonly left: Expr;
	readonly op: Operator;
	readonly right: Expr;
}
export interface UnaryOp extends Node {
	readonly type: "UnaryOp";
	readonly op: "+" | "-" | "~" | "not";
	readonly operand: Expr;
}
export interface BoolOp extends Node {
	readonly type: "BoolOp";
	readonly op: "and" | "or";
	readonly values: readonly Expr[];
}
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "is" | "is not" | "in" | "not in";
export interface Compare extends Node {
	readonly type: "Compare";
	readonly left: Expr;
	readonly ops: readonly CompareOperator[];
	readonly comparators: readonly Expr[];
}
export interface IfExp extends Node {
	readonly type: "IfExp";
	readonly test: Expr;
	readonly body: Expr;
	readonly orelse: Expr;
}
export interface Lambda extends Node {
	readonly type: "Lambda";
	readonly args: Arguments;
	readonly body: Expr;
}
export interface NamedExpr extends Node {
	readonly type: "NamedExpr";
	readonly target: Name;
	readonly value: Expr;
}
export interface Tuple extends Node {
	readonly type: "Tuple";
	readonly elts: readonly Expr[];
}
export interface List extends Node {
	readonly type: "List";
	readonly elts: readonly Expr[];
}
export interface SetExpr extends Node {
	readonly type: "Set";
	readonly elts: readonly Expr[];
}
export interface Dict extends Node {
	readonly type: "Dict";
	/** `undefined` stands for the missing key of a `**mapping` entry. */
	readonly keys: readonly (Expr | undefined)[];
	readonly values: readonly Expr[];
}
export interface Comprehension {
	readonly target: Expr;
	readonly iter: Expr;
	readonly ifs: readonly Expr[];
	readonly isAsync: boolean;
}
export interface ListComp extends Node {
	readonly type: "ListComp";
	readonly elt: Expr;
	readonly generators: readonly Comprehension[];
}
export interface SetComp extends Node {
	readonly type: "SetComp";
	readonly elt: Expr;
	readonly generators: readonly Comprehension[];
}
export interface GeneratorExp extends Node {
	readonly type: "GeneratorExp";
	readonly elt: Expr;
	readonly generators: readonly Comprehension[];
}
export interface DictComp extends Node {
	readonly type: "DictComp";
	readonly key: Expr;
	readonly value: Expr;
	readonly generators: readonly Comprehension[];
}
/** An f-string: `Constant` pieces and `FormattedValue`s. */
export interface JoinedStr extends Node {
	readonly type: "JoinedStr";
	readonly values: readonly Expr[];
}
export interface FormattedValue extends Node {
	readonly type: "FormattedValue";
	readonly value: Expr;
	readonly conversion?: "s" | "r" | "a";
	readonly formatSpec?: JoinedStr;
}
/** A t-string of Python 3.14. */
export interface TemplateStr extends Node {
	readonly type: "TemplateStr";
	readonly values: readonly Expr[];
}
export interface Interpolation extends Node {
	readonly type: "Interpolation";
	readonly value: Expr;
	readonly conversion?: "s" | "r" | "a";
	readonly formatSpec?: JoinedStr;
}
export interface Await extends Node {
	readonly type: "Await";
	readonly value: Expr;
}
export interface Yield extends Node {
	readonly type: "Yield";
	readonly value?: Expr;
}
export interface YieldFrom extends Node {
	readonly type: "YieldFrom";
	readonly value: Expr;
}
/** Something that is not an expression yet; `child` is what could be read of it. */
export interface InvalidExpr extends Node {
	readonly type: "Invalid";
	readonly child?: Expr;
}

export interface Arg extends Node {
	readonly type: "arg";
	readonly arg: string;
	readonly annotation?: Expr;
}
export interface Arguments {
	readonly posonlyargs: readonly Arg[];
	readonly args: readonly Arg[];
	readonly vararg?: Arg;
	readonly kwonlyargs: readonly Arg[];
	/** One entry for each keyword-only argument. */
	readonly kwDefaults: readonly (Expr | undefined)[];
	readonly kwarg?: Arg;
	/** Defaults of the last `defaults.length` positional arguments. */
	readonly defaults: readonly Expr[];
}
