import { bool, type LibraryValue, list, NONE, str, tuple, unknownBecause, type Value } from "../domain";
import type { Expr } from "../syntax/ast";
import { evaluateArguments } from "./arguments";
import { isUndefined } from "./bindings";
import { evaluateBoolOp, evaluateIfExp } from "./branches";
import { makeDict, makeSet } from "./collections";
import { evaluateComprehension } from "./comprehensions";
import type { Core } from "./core";
import { makeFunction } from "./functions";
import { reportUnhashable } from "./hashing";
import { constantToValue } from "./literals";
import type { Scope } from "./machine";
import { unaryOperation } from "./operators";
import { originOf } from "./origin";
import { patchOf } from "./patches";
import { bindName, lookup } from "./scope";
import { callWithScope } from "./scope-functions";
import { evaluateFString } from "./strings";

/** Evaluates an expression and records what it saw. */
export function evaluate(node: Expr, scope: Scope, core: Core): Value {
	core.step();
	const value = evaluateNode(node, scope, core);
	if (mayHaveRaised(node, value)) core.unknownCalls += 1;
	core.observe(node, value, scope);
	return value;
}

/** What is not known may have raised instead: a conversion, anything that is `?`. */
function mayHaveRaised(node: Expr, value: Value): boolean {
	if (value.kind === "unknown") return true;
	if (node.type !== "Call") return false;
	return (value.kind === "int" || value.kind === "float") && value.value === undefined;
}

function evaluateNode(node: Expr, scope: Scope, core: Core): Value {
	switch (node.type) {
		case "Constant":
			return constantToValue(node.value);
		case "Name":
			return evaluateName(node.id, node, scope, core);
		case "Attribute":
			return core.getAttribute(core.evaluate(node.value, scope), node.attr, originOf(node, scope));
		case "Call": {
			const func = core.evaluate(node.func, scope);
			const args = withImplicitSuper(func, evaluateArguments(node, scope, core), scope);
			return (func.kind === "library" && callWithScope(func, args, scope, core)) || core.call(func, args);
		}
		case "Subscript":
			return core.getItem(core.evaluate(node.value, scope), core.evaluate(node.slice, scope), originOf(node, scope));
		case "Slice":
			return {
				kind: "slice",
				lower: node.lower ? core.evaluate(node.lower, scope) : NONE,
				upper: node.upper ? core.evaluate(node.upper, scope) : NONE,
				step: node.step ? core.evaluate(node.step, scope) : NONE,
			};
		case "Tuple":
			return evaluateSequence(node.elts, scope, core, tuple, "tuple");
		case "List":
			return evaluateSequence(node.elts, scope, core, list, "list");
		case "Set":
			return makeSet(
				node.elts.map((each) => {
					const value = core.evaluate(each, scope);
					reportUnhashable(value, originOf(each, scope), core);
					return value;
				}),
			);
		case "Dict":
			return makeDict(node, scope, core);
		case "BinOp": {
			const left = core.evaluate(node.left, scope);
			return core.binary(node.op, left, core.evaluate(node.right, scope), originOf(node, scope));
		}
		case "UnaryOp":
			return unaryOperation(node.op, core.evaluate(node.operand, scope), originOf(node, scope), core);
		case "BoolOp":
			return evaluateBoolOp(node, scope, core);
		case "Compare":
			return evaluateCompare(node, scope, core);
		case "IfExp":
			return evaluateIfExp(node, scope, core);
		case "Lambda":
			return makeFunction(node, scope, core);
		case "NamedExpr": {
			const value = core.evaluate(node.value, scope);
			bindName(
				scope.kind === "comprehension" && scope.parent ? scope.parent : scope,
				node.target.id,
				value,
				core.journal,
			);
			core.observe(node.target, value, scope);
			return value;
		}
		case "ListComp":
		case "SetComp":
		case "GeneratorExp":
		case "DictComp":
			return evaluateComprehension(node, scope, core);
		case "JoinedStr":
			return evaluateFString(node, scope, core);
		case "FormattedValue":
			core.evaluate(node.value, scope);
			return { kind: "str" };
		case "Starred":
			return core.evaluate(node.value, scope);
		case "TemplateStr":
			return unknownBecause("a template string", originOf(node, scope));
		case "Interpolation":
			return core.evaluate(node.value, scope);
		case "Await":
		case "YieldFrom":
			core.evaluate(node.value, scope);
			return unknownBecause("result of an asynchronous or delegated computation", originOf(node, scope));
		case "Yield":
			if (node.value) core.evaluate(node.value, scope);
			return unknownBecause("value sent into a generator", originOf(node, scope));
		case "Invalid":
			if (node.child) core.evaluate(node.child, scope);
			return unknownBecause("unfinished code", originOf(node, scope));
	}
}

function evaluateName(id: string, node: Expr, scope: Scope, core: Core): Value {
	const value = lookup(scope, id, core.registry, core.world);
	if (value?.kind === "library" && value.name === `builtins.${id}`)
		return replacedBuiltin(value, id, node, scope, core);
	if (value) return value;
	if (id === "__name__") return str("__main__");
	if (id === "__file__") return core.modules.programFile;
	if (id === "__debug__") return bool(true);
	if (id === "Ellipsis") return { kind: "ellipsis" };
	const origin = originOf(node, scope);
	if (isUndefined(id, scope.path, core))
		core.report({ code: "python-error", exception: "NameError", message: `the name ${id} is not defined` }, origin);
	return unknownBecause(`the name ${id} is not known`, origin);
}

function replacedBuiltin(value: LibraryValue, id: string, node: Expr, scope: Scope, core: Core): Value {
	if (core.patched.values.size === 0) return value;
	const builtins: LibraryValue = { kind: "library", name: "builtins", world: value.world };
	return patchOf(builtins, id, "attribute", originOf(node, scope), core) ?? value;
}

function withImplicitSuper(
	func: Value,
	args: ReturnType<typeof evaluateArguments>,
	scope: Scope,
): ReturnType<typeof evaluateArguments> {
	if (func.kind !== "library" || func.name !== "builtins.super" || args.positional.length > 0) return args;
	for (let at: Scope | undefined = scope; at; at = at.parent) {
		const { self, owner } = at.locals ?? {};
		if (self && owner) {
			return { ...args, positional: [owner, self].map((value) => ({ value, origin: args.origin })) };
		}
	}
	return args;
}

function evaluateSequence(
	elts: readonly Expr[],
	scope: Scope,
	core: Core,
	make: (items: readonly Value[]) => Value,
	kind: string,
): Value {
	const items: Value[] = [];
	for (const elt of elts) {
		const value = core.evaluate(elt, scope);
		if (elt.type !== "Starred") {
			items.push(value);
			continue;
		}
		const spread = core.iterate(value, originOf(elt, scope));
		if (!spread) return unknownBecause(`a ${kind} with an unknown part`, originOf(elt, scope));
		items.push(...spread);
	}
	return make(items);
}

function evaluateCompare(node: Extract<Expr, { type: "Compare" }>, scope: Scope, core: Core): Value {
	let left = core.evaluate(node.left, scope);
	let result: Value = bool(true);
	for (const [index, op] of node.ops.entries()) {
		const comparator = node.comparators[index];
		if (!comparator) break;
		const right = core.evaluate(comparator, scope);
		result = core.compare(op, left, right, originOf(node, scope));
		if (index < node.ops.length - 1) {
			const truth = core.truth(result, originOf(node, scope));
			if (truth === false) return result;
			if (truth === undefined) return { kind: "bool" };
		}
		left = right;
	}
	return result;
}
