/**
 * The typed syntax tree that the rest of Keraspec sees. Node and field names are those of Python's `ast` module;
 * `start` and `end` are offsets in UTF-16 code units into the source text, with the ranges that CPython reports
 * (no redundant parentheses). What CPython would reject, but healing kept alive, is an `Invalid` expression or
 * statement.
 */

interface Node {
	readonly start: number;
	readonly end: number;
}

export interface Module extends Node {
	readonly type: "Module";
	readonly body: readonly Stmt[];
}

// ---------------------------------------------------------------- expressions

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

// ----------------------------------------------------------------- statements

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
export interface TypeParam extends Node {
	readonly type: "TypeVar" | "ParamSpec" | "TypeVarTuple";
	readonly name: string;
	readonly bound?: Expr;
	readonly defaultValue?: Expr;
}

export type Stmt =
	| FunctionDef
	| ClassDef
	| Return
	| Delete
	| Assign
	| TypeAlias
	| AugAssign
	| AnnAssign
	| For
	| While
	| If
	| With
	| Match
	| Raise
	| Try
	| Assert
	| Import
	| ImportFrom
	| Global
	| Nonlocal
	| ExprStmt
	| Pass
	| Break
	| Continue;

export interface FunctionDef extends Node {
	readonly type: "FunctionDef";
	readonly isAsync: boolean;
	readonly name: string;
	/** Where the name stands. */
	readonly nameStart: number;
	readonly args: Arguments;
	readonly body: readonly Stmt[];
	readonly decoratorList: readonly Expr[];
	readonly returns?: Expr;
	readonly typeParams: readonly TypeParam[];
}
export interface ClassDef extends Node {
	readonly type: "ClassDef";
	readonly name: string;
	readonly nameStart: number;
	readonly bases: readonly Expr[];
	readonly keywords: readonly Keyword[];
	readonly body: readonly Stmt[];
	readonly decoratorList: readonly Expr[];
	readonly typeParams: readonly TypeParam[];
}
export interface Return extends Node {
	readonly type: "Return";
	readonly value?: Expr;
}
export interface Delete extends Node {
	readonly type: "Delete";
	readonly targets: readonly Expr[];
}
export interface Assign extends Node {
	readonly type: "Assign";
	readonly targets: readonly Expr[];
	readonly value: Expr;
}
export interface TypeAlias extends Node {
	readonly type: "TypeAlias";
	readonly name: Name;
	readonly typeParams: readonly TypeParam[];
	readonly value: Expr;
}
export interface AugAssign extends Node {
	readonly type: "AugAssign";
	readonly target: Expr;
	readonly op: Operator;
	readonly value: Expr;
}
export interface AnnAssign extends Node {
	readonly type: "AnnAssign";
	readonly target: Expr;
	readonly annotation: Expr;
	readonly value?: Expr;
}
export interface For extends Node {
	readonly type: "For";
	readonly isAsync: boolean;
	readonly target: Expr;
	readonly iter: Expr;
	readonly body: readonly Stmt[];
	readonly orelse: readonly Stmt[];
}
export interface While extends Node {
	readonly type: "While";
	readonly test: Expr;
	readonly body: readonly Stmt[];
	readonly orelse: readonly Stmt[];
}
export interface If extends Node {
	readonly type: "If";
	readonly test: Expr;
	readonly body: readonly Stmt[];
	readonly orelse: readonly Stmt[];
}
export interface WithItem {
	readonly contextExpr: Expr;
	readonly optionalVars?: Expr;
}
export interface With extends Node {
	readonly type: "With";
	readonly isAsync: boolean;
	readonly items: readonly WithItem[];
	readonly body: readonly Stmt[];
}
export interface MatchCase {
	readonly pattern: Pattern;
	readonly guard?: Expr;
	readonly body: readonly Stmt[];
}
export interface Match extends Node {
	readonly type: "Match";
	readonly subject: Expr;
	readonly cases: readonly MatchCase[];
}
export interface Raise extends Node {
	readonly type: "Raise";
	readonly exc?: Expr;
	readonly cause?: Expr;
}
export interface ExceptHandler extends Node {
	readonly type: "ExceptHandler";
	readonly exceptionType?: Expr;
	readonly name?: string;
	readonly body: readonly Stmt[];
}
export interface Try extends Node {
	readonly type: "Try";
	/** `except*` */
	readonly isStar: boolean;
	readonly body: readonly Stmt[];
	readonly handlers: readonly ExceptHandler[];
	readonly orelse: readonly Stmt[];
	readonly finalbody: readonly Stmt[];
}
export interface Assert extends Node {
	readonly type: "Assert";
	readonly test: Expr;
	readonly msg?: Expr;
}
export interface Alias extends Node {
	readonly type: "alias";
	/** Dotted name, or `*`. */
	readonly name: string;
	readonly asname?: string;
}
export interface Import extends Node {
	readonly type: "Import";
	readonly names: readonly Alias[];
}
export interface ImportFrom extends Node {
	readonly type: "ImportFrom";
	readonly module?: string;
	/** Leading dots. */
	readonly level: number;
	readonly names: readonly Alias[];
}
export interface Global extends Node {
	readonly type: "Global";
	readonly names: readonly string[];
}
export interface Nonlocal extends Node {
	readonly type: "Nonlocal";
	readonly names: readonly string[];
}
export interface ExprStmt extends Node {
	readonly type: "Expr";
	readonly value: Expr;
}
export interface Pass extends Node {
	readonly type: "Pass";
}
export interface Break extends Node {
	readonly type: "Break";
}
export interface Continue extends Node {
	readonly type: "Continue";
}

// ------------------------------------------------------------------- patterns

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

// --------------------------------------------------------------------- result

export interface Comment extends Node {
	/** Without the leading `#`. */
	readonly text: string;
}

/** A syntax error of the text as the user wrote it, before healing. */
export interface SyntaxProblem extends Node {
	readonly message: string;
}

export interface ParsedFile {
	readonly text: string;
	readonly module: Module;
	readonly comments: readonly Comment[];
	readonly problems: readonly SyntaxProblem[];
	/** Offset of each line's first character; lines end at `\n`, `\r` or `\r\n`. */
	readonly lineStarts: readonly number[];
}
