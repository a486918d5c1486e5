import {
	type ClassNode,
	type DecoratorNode,
	type FunctionNode,
	type ParseNode,
	ParseNodeType,
	type SuiteNode,
	type TypeAliasNode,
	type TypeParameterListNode,
	type TypeParameterNode,
	TypeParamKind,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import { TokenType } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes";
import type { ClassDef, Expr, FunctionDef, Stmt, TypeAlias, TypeParam } from "../ast";
import { block, type Conversion, endAfter, rawEnd, tokenAt, tokenIndexAt } from "./context";
import { convertName } from "./expressions";
import { identifier } from "./literals";
import { convertParameters } from "./parameters";
import { outerEnd, outerStart } from "./ranges";
import { convertArguments } from "./trailers";

/** A compound statement ends where its last statement ends; without one, after its colon. */
export function blockEnd(c: Conversion, suite: SuiteNode, body: readonly Stmt[]): number {
	const last = body[body.length - 1];
	if (last) return Math.max(last.end, afterSemicolon(c, suite));
	return c.at(c.text.charAt(suite.start) === ":" ? suite.start + 1 : suite.start);
}

/** CPython counts the semicolon of `x; y;` to the block that ends there, though not to the statement. */
function afterSemicolon(c: Conversion, suite: SuiteNode): number {
	const last = suite.d.statements[suite.d.statements.length - 1];
	if (last?.nodeType !== ParseNodeType.StatementList) return 0;
	const afterComma = endAfter(c, rawEnd(last), TokenType.Comma);
	const end = endAfter(c, afterComma, TokenType.Semicolon);
	return end === afterComma ? 0 : c.at(end);
}

function decorators(c: Conversion, nodes: readonly DecoratorNode[]): Expr[] {
	return nodes.map((node) => c.expr(node.d.expr));
}

export function convertFunction(c: Conversion, node: FunctionNode): FunctionDef {
	const { name, suite, returnAnnotation, firstToken, isAsync } = node.d;
	const body = block(c, suite);
	const asyncToken = isAsync ? tokenAt(c, tokenIndexAt(c, firstToken.start) - 1) : undefined;
	return {
		type: "FunctionDef",
		isAsync,
		name: identifier(name.d.value),
		nameStart: c.at(name.start),
		args: convertParameters(c, node.d.params),
		body,
		decoratorList: decorators(c, node.d.decorators),
		...(returnAnnotation ? { returns: c.expr(returnAnnotation) } : {}),
		typeParams: convertTypeParams(c, node.d.typeParams),
		start: c.at(asyncToken?.start ?? firstToken.start),
		end: blockEnd(c, suite, body),
	};
}

/** Decorators with nothing under them yet come as a class without a name; they are kept as expressions. */
export function convertClass(c: Conversion, node: ClassNode): Stmt[] {
	if (node.d.firstToken.length === 0) return node.d.decorators.map((decorator) => looseDecorator(c, decorator));
	const { name, suite, firstToken } = node.d;
	const body = block(c, suite);
	const { args, keywords } = convertArguments(c, node.d.arguments);
	const definition: ClassDef = {
		type: "ClassDef",
		name: identifier(name.d.value),
		nameStart: c.at(name.d.value === "" ? rawEnd(firstToken) : name.start),
		bases: args,
		keywords,
		body,
		decoratorList: decorators(c, node.d.decorators),
		typeParams: convertTypeParams(c, node.d.typeParams),
		start: c.at(firstToken.start),
		end: blockEnd(c, suite, body),
	};
	return [definition];
}

function looseDecorator(c: Conversion, node: DecoratorNode): Stmt {
	const range = { start: c.at(node.start), end: c.at(outerEnd(c, node.d.expr)) };
	return { type: "Expr", value: { type: "Invalid", child: c.expr(node.d.expr), ...range }, ...range };
}

const KINDS: Readonly<Record<TypeParamKind, TypeParam["type"]>> = {
	[TypeParamKind.TypeVar]: "TypeVar",
	[TypeParamKind.TypeVarTuple]: "TypeVarTuple",
	[TypeParamKind.ParamSpec]: "ParamSpec",
};

function convertTypeParams(c: Conversion, list: TypeParameterListNode | undefined): TypeParam[] {
	return (list?.d.params ?? []).map((node) => convertTypeParam(c, node));
}

/** The parser leaves `*` and `**` out of the range. */
function convertTypeParam(c: Conversion, node: TypeParameterNode): TypeParam {
	const { name, typeParamKind, boundExpr, defaultExpr } = node.d;
	const star = tokenAt(c, tokenIndexAt(c, name.start) - 1);
	const last: ParseNode = defaultExpr ?? boundExpr ?? name;
	return {
		type: KINDS[typeParamKind],
		name: identifier(name.d.value),
		...(boundExpr ? { bound: c.expr(boundExpr) } : {}),
		...(defaultExpr ? { defaultValue: c.expr(defaultExpr) } : {}),
		start: c.at(typeParamKind !== TypeParamKind.TypeVar && star ? star.start : outerStart(c, name)),
		end: c.at(outerEnd(c, last)),
	};
}

export function convertTypeAlias(c: Conversion, node: TypeAliasNode): TypeAlias {
	return {
		type: "TypeAlias",
		name: convertName(c, node.d.name),
		typeParams: convertTypeParams(c, node.d.typeParams),
		value: c.expr(node.d.expr),
		start: c.at(node.d.firstToken.start),
		end: c.at(outerEnd(c, node.d.expr)),
	};
}
