/** Statements of the syntax tree; see `ast.ts`. */
import type { Arguments, Expr, Keyword, Name, Node, Operator } from "./ast-expressions";
import type { Pattern } from "./ast-patterns";

export interface Module extends Node {
	readonly type: "Module";
	readonly body: readonly Stmt[];
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
