import { type LibraryValue, NONE, type Origin, unknown, unknownBecause, type Value } from "../domain";
import { parsePython } from "../syntax/parse";
import { attributeDict, exposeAttributes } from "./attribute-dict";
import { dictFrom } from "./collections";
import type { Core } from "./core";
import type { CallArguments, Scope } from "./machine";

/** Builtins that read or write the names of the scope that calls them. */
const FUNCTIONS: Readonly<Record<string, (args: CallArguments, scope: Scope, core: Core) => Value>> = {
	"builtins.eval": evaluateText,
	"builtins.exec": executeText,
	"builtins.globals": (_args, scope) => attributeDict({ attrs: (scope.globals ?? scope).vars }),
	"builtins.locals": (_args, scope) => localNames(scope),
};

/** Calls a function that needs its caller's scope; absent for every other function. */
export function callWithScope(func: LibraryValue, args: CallArguments, scope: Scope, core: Core): Value | undefined {
	if (func.name === "builtins.vars" && args.positional.length === 0) return localNames(scope);
	return FUNCTIONS[func.name]?.(args, scope, core);
}

function localNames(scope: Scope): Value {
	if (scope.kind === "module") return attributeDict({ attrs: scope.vars });
	return dictFrom([...scope.vars].map(([name, value]) => [{ kind: "str", value: name }, value] as const));
}

/** `eval` of a text that is known is that expression, in the scope of the caller. */
function evaluateText(args: CallArguments, scope: Scope, core: Core): Value {
	const text = onlyText(args);
	const file = text === undefined ? undefined : parsePython(text.trim());
	const [statement, ...more] = file?.module.body ?? [];
	if (!file || file.problems.length > 0 || statement?.type !== "Expr" || more.length > 0)
		return unknownBecause("an expression that is not known", args.origin);
	return core.evaluate(placedAt(statement.value, args.origin), hidden(scope));
}

/** `exec` of a text that is not known may bind any name of a module anew. */
function executeText(args: CallArguments, scope: Scope, core: Core): Value {
	const text = onlyText(args);
	const file = text === undefined ? undefined : parsePython(text);
	if (file && file.problems.length === 0 && scope.kind === "module") {
		core.execute(placedAt(file.module.body, args.origin), hidden(scope));
		return NONE;
	}
	const why = { text: "exec() may have bound it", origin: args.origin };
	for (const { value } of args.positional)
		if (value.kind === "dict" && value.attributesOf) exposeAttributes(value.attributesOf, why, core);
	if (scope.kind === "module" && args.positional.length === 1)
		for (const name of [...scope.vars.keys()]) core.journal.setEntry(scope.vars, name, unknown(why));
	return NONE;
}

/** The text, when it is all that was passed. */
function onlyText({ positional, keywords, open }: CallArguments): string | undefined {
	const [text] = positional;
	return positional.length === 1 && keywords.length === 0 && !open && text?.value.kind === "str"
		? text.value.value
		: undefined;
}

const hidden = (scope: Scope): Scope => ({ ...scope, isHidden: true });

/** The tree as if all of it stood at one place. */
function placedAt<T>(node: T, origin: Origin): T {
	if (Array.isArray(node)) return node.map((each) => placedAt(each, origin)) as T;
	if (typeof node !== "object" || node === null) return node;
	const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, placedAt(value, origin)]));
	return ("start" in copy ? { ...copy, start: origin.start, end: origin.end } : copy) as T;
}
