import { type ClassValue, type Origin, str, unknownBecause, type Value } from "../domain";
import type { ClassDef, Expr } from "../syntax/ast";
import { libraryBase } from "./classes";
import type { Core } from "./core";
import type { KeywordArgument, Scope } from "./machine";
import { originOf } from "./origin";
import { childScope } from "./scope";
import { callSpecial, userAttribute } from "./special-methods";
import { noteSubclass } from "./subclasses";

/** Executes a `class`: its body, what its bases do with it, its decorators. */
export function defineClass(node: ClassDef, scope: Scope, core: Core): Value {
	const written = node.bases.map((base) => core.evaluate(base, scope));
	const keywords = node.keywords.map((keyword) => ({
		name: keyword.arg ?? "",
		value: core.evaluate(keyword.value, scope),
		origin: originOf(keyword, scope),
	}));
	const bases = isRewritten(written, keywords, core)
		? [...written, unknownBecause("code that rewrites classes")]
		: written;
	const attrs = new Map<string, Value>();
	const marks = annotationMarks(node);
	const annotated = node.body.flatMap((each) =>
		each.type === "AnnAssign" && each.target.type === "Name" ? [each.target.id] : [],
	);
	const cls: ClassValue = {
		kind: "class",
		name: node.name,
		bases,
		attrs,
		origin: originOf(node, scope),
		annotated,
		marks,
	};
	const body = { ...childScope(scope, "class", { owner: cls }), vars: attrs };
	core.uncalled.set(node, { value: cls, origin: originOf(node, scope) });
	core.execute(node.body, body);
	finishClass(cls, keywords, originOf(node, scope), core);
	libraryBase(cls, core)?.model.defined?.(cls, core, originOf(node, scope));
	let value: Value = cls;
	for (const decorator of [...node.decoratorList].reverse()) {
		const origin = originOf(decorator, scope);
		const result = core.call(core.evaluate(decorator, scope), {
			positional: [{ value, origin }],
			keywords: [],
			origin,
		});
		// A decorator that is not followed nearly always returns the class (registration); a model may say otherwise.
		value = result.kind === "unknown" ? value : result;
	}
	return value;
}

const MARKS: ReadonlySet<string> = new Set(["ClassVar", "InitVar", "KW_ONLY"]);

/** The annotations in a class body that say more than a type: `x: ClassVar[int]`, `_: dataclasses.KW_ONLY`. */
function annotationMarks(node: ClassDef): ReadonlyMap<string, string> | undefined {
	const marks = new Map<string, string>();
	for (const each of node.body) {
		if (each.type !== "AnnAssign" || each.target.type !== "Name") continue;
		const head = each.annotation.type === "Subscript" ? each.annotation.value : each.annotation;
		const name = head.type === "Attribute" ? head.attr : head.type === "Name" ? head.id : writtenHead(head);
		if (name !== undefined && MARKS.has(name)) marks.set(each.target.id, name);
	}
	return marks.size > 0 ? marks : undefined;
}

/** The first name of an annotation that is a string. */
const writtenHead = (node: Expr): string | undefined =>
	node.type === "Constant" && node.value.kind === "str" ? /^(?:\w+\.)*(\w+)/.exec(node.value.value)?.[1] : undefined;

/** Whether a metaclass may change the class, or takes keywords: then it counts as having an unknown base. */
function isRewritten(bases: readonly Value[], keywords: readonly KeywordArgument[], core: Core): boolean {
	const hasHook = bases.some((base) => userAttribute(base, "__init_subclass__", core) !== undefined);
	return keywords.some(({ name, value }) =>
		name === "metaclass" ? value.kind !== "library" || !PLAIN_METACLASSES.has(value.name) : !hasHook,
	);
}

const PLAIN_METACLASSES: ReadonlySet<string> = new Set(["abc.ABCMeta", "builtins.type"]);

/** What Python does with a class whose body was executed: `__set_name__` of its attributes, `__init_subclass__` of its bases. */
function finishClass(cls: ClassValue, keywords: readonly KeywordArgument[], origin: Origin, core: Core): void {
	noteSubclass(cls, core);
	for (const [name, value] of [...cls.attrs]) callSpecial(value, "__set_name__", [cls, str(name)], origin, core);
	const hook = userAttribute(cls, "__init_subclass__", core, cls);
	if (!hook) return;
	core.call(hook.kind === "descriptor" ? hook.func : hook, {
		positional: [{ value: cls, origin }],
		keywords: keywords.filter(({ name }) => name !== "metaclass"),
		origin,
	});
}
