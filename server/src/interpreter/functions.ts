import {
	type FunctionValue,
	joinValues,
	NONE,
	type Origin,
	tuple,
	unknown,
	unknownBecause,
	type Value,
} from "../domain";
import type { Arguments, Constant, Expr, FunctionDef, Lambda } from "../syntax/ast";
import { dictFrom } from "./collections";
import type { Core, Frame } from "./core";
import { type CallParameter, callParameter } from "./function-calls";
import { MAX_DEPTH, makeGenerator } from "./generators";
import { constantToValue } from "./literals";
import type { CallArguments, Scope, UserCode } from "./machine";
import { originOf } from "./origin";
import { childScope } from "./scope";
import { bind, type Parameter, type Signature } from "./signature";
import { containsYield } from "./yields";

/** The value of a `def` or `lambda`: defaults are evaluated now, in the enclosing scope. */
export function makeFunction(node: FunctionDef | Lambda, scope: Scope, core: Core, owner?: Value): FunctionValue {
	const evaluateDefault = (each: Expr | undefined) => each && core.evaluate(each, scope);
	const code: UserCode = {
		tag: "user-code",
		node,
		args: node.args,
		defaults: node.args.defaults.map((each) => core.evaluate(each, scope)),
		kwDefaults: node.args.kwDefaults.map(evaluateDefault),
		scope,
		owner,
		isGenerator: node.type === "FunctionDef" && containsYield(node.body),
	};
	const value: FunctionValue = {
		kind: "function",
		name: node.type === "FunctionDef" ? node.name : "<lambda>",
		code,
		attrs: new Map(),
	};
	return value;
}

/** A function's `__doc__`. */
export function docstring(node: FunctionDef | Lambda): Value {
	const first = node.type === "FunctionDef" ? node.body[0] : undefined;
	const isText = first?.type === "Expr" && first.value.type === "Constant" && first.value.value.kind === "str";
	return isText ? constantToValue((first.value as Constant).value) : NONE;
}

export const userCode = (func: FunctionValue): UserCode => func.code as UserCode;

export function functionSignature(args: Arguments, code: UserCode): Signature {
	const positional = [...args.posonlyargs, ...args.args];
	const parameters: Parameter[] = positional.map((arg, index) => ({
		name: arg.arg,
		kind: index < args.posonlyargs.length ? "positional-only" : "positional",
		default: code.defaults[index - (positional.length - code.defaults.length)],
	}));
	args.kwonlyargs.forEach((arg, index) => {
		parameters.push({ name: arg.arg, kind: "keyword-only", default: code.kwDefaults[index] });
	});
	return { text: "", parameters, vararg: args.vararg?.arg, kwarg: args.kwarg?.arg };
}

/** Runs the body of a user's function in a context of its own. */
export function callFunction(func: FunctionValue, args: CallArguments, core: Core): Value {
	const code = userCode(func);
	if (code.target) return core.call(code.target, args);
	if (!code.isGenerator) core.uncalled.delete(code.node);
	if (callDepth(core) > MAX_DEPTH) return tooDeep(func, args, core);
	const scope = bindParameters(func, args, core);
	if (code.node.type === "FunctionDef" && code.node.isAsync) {
		return unknownBecause(`the coroutine ${func.name} is not followed`, args.origin);
	}
	if (code.isGenerator && code.node.type === "FunctionDef") {
		return makeGenerator(code.node.body, scope, core, () => {
			if (core.uncalled.delete(code.node)) observeParameters(code, scope, core);
		});
	}
	const frame: Frame = {
		scope,
		pendingReturns: [],
		assumptions: [],
		loops: [],
		node: code.node,
		context: core.nextContext(isOwnPlace(code.node, args.origin) ? undefined : args.origin),
	};
	core.frames.push(frame);
	try {
		const parameters = observeParameters(code, scope, core);
		const result = runBody(code, scope, frame, core);
		core.observeCall(code.node, parameters, result, scope, args.origin);
		return result;
	} finally {
		core.frames.pop();
	}
}

/** Whether a call is one of ours, to see into a function that nothing calls. */
const isOwnPlace = (node: FunctionDef | Lambda, { start, end }: Origin): boolean =>
	node.start === start && node.end === end;

/** How many calls are running in the module that is executed; an import in one of them starts anew. */
const callDepth = ({ frames }: Core): number =>
	frames.length - 1 - frames.findLastIndex((frame) => frame.scope.kind === "module");

/** Recursion that may never end: what follows it in the program is reached only if it does. */
function tooDeep(func: FunctionValue, args: CallArguments, core: Core): Value {
	const why = { text: `calls of ${func.name} nest too deeply to follow`, origin: args.origin };
	core.note({ why });
	core.frames[0]?.assumptions.push({ text: "if this recursion ends", origin: args.origin });
	return unknown(why);
}

function runBody(code: UserCode, scope: Scope, frame: Frame, core: Core): Value {
	if (code.node.type === "Lambda") return core.evaluate(code.node.body, scope);
	const completion = core.execute(code.node.body, scope);
	const last = completion.kind === "return" ? completion.value : NONE;
	return frame.pendingReturns.reduceRight((joined, value) => joinValues(joined, value), last);
}

function bindParameters(func: FunctionValue, args: CallArguments, core: Core): Scope {
	const code = userCode(func);
	const signature = functionSignature(code.args, code);
	const bound = bind(signature, args);
	const error = bound.errors[0];
	if (error) {
		const what = error.kind === "missing" ? `missing argument ${error.names[0]}` : "arguments that do not fit";
		core.report(
			{ code: "python-error", exception: "TypeError", message: `${func.name}() called with ${what}` },
			args.origin,
		);
	}
	const self = code.owner ? args.positional[0]?.value : undefined;
	const scope = childScope(code.scope, "function", { self, owner: code.owner });
	for (const parameter of signature.parameters) scope.vars.set(parameter.name, bound.get(parameter.name));
	bindRest(scope, signature, bound);
	return scope;
}

function bindRest(scope: Scope, signature: Signature, bound: ReturnType<typeof bind>): void {
	if (signature.vararg !== undefined) {
		const items = bound.rest.map((argument) => argument.value);
		scope.vars.set(signature.vararg, bound.open ? unknown(bound.open) : tuple(items));
	}
	if (signature.kwarg !== undefined) {
		const pairs = bound.extra.map((each) => [{ kind: "str", value: each.name }, each.value] as const);
		const dict = dictFrom(pairs);
		if (bound.open) dict.entries = undefined;
		scope.vars.set(signature.kwarg, dict);
	}
}

/** Records what the parameters are, and gives all of them but `self`. */
function observeParameters({ args, owner, node }: UserCode, scope: Scope, core: Core): readonly CallParameter[] {
	const parameters: CallParameter[] = [];
	const bound = owner && !isStatic(node) ? (args.posonlyargs[0] ?? args.args[0]) : undefined;
	for (const arg of [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]) {
		const value = arg && scope.vars.get(arg.arg);
		if (!arg || !value) continue;
		const snapshot = core.observe({ start: arg.start, end: arg.start + arg.arg.length }, value, scope);
		if (arg !== bound) parameters.push(callParameter(arg.arg, value, snapshot));
	}
	return parameters;
}

const isStatic = (node: FunctionDef | Lambda): boolean =>
	node.type === "FunctionDef" && node.decoratorList.some((each) => each.type === "Name" && each.id === "staticmethod");

/** Executes a `def`: decorators apply from the innermost out. */
export function defineFunction(node: FunctionDef, scope: Scope, core: Core): Value {
	const owner = scope.kind === "class" ? scope.locals?.owner : undefined;
	const decorators = node.decoratorList.map((each) => ({
		value: core.evaluate(each, scope),
		origin: originOf(each, scope),
	}));
	let value: Value = makeFunction(node, scope, core, owner);
	core.uncalled.set(node, { value, origin: originOf(node, scope) });
	for (const { value: decorator, origin } of decorators.reverse()) {
		value = core.call(decorator, { positional: [{ value, origin }], keywords: [], origin });
	}
	// A decorator that says how to call the function, such as `tf.function`, counts when nothing calls it.
	if (value.kind === "function" && value.wrapper) core.uncalled.set(node, { value, origin: originOf(node, scope) });
	return value;
}
