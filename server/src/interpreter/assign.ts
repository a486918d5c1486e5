import { list, type Origin, unknownBecause, type Value } from "../domain";
import type { Expr } from "../syntax/ast";
import type { Core } from "./core";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { bindName } from "./scope";

/** Binds a value to a target: a name, an attribute, an item, or a nested pattern with at most one star. */
export function assign(target: Expr, value: Value, scope: Scope, core: Core): void {
	switch (target.type) {
		case "Name":
			bindName(scope, target.id, value, core.journal);
			core.observe(target, value, scope);
			return;
		case "Attribute": {
			const object = core.evaluate(target.value, scope);
			core.setAttribute(object, target.attr, value, originOf(target, scope));
			// A property, or `__setattr__`, may have stored something else.
			const isStored = object.kind !== "instance" || object.attrs.get(target.attr) === value;
			if (isStored) core.observe(target, value, scope);
			return;
		}
		case "Subscript": {
			const object = core.evaluate(target.value, scope);
			core.setItem(object, core.evaluate(target.slice, scope), value, originOf(target, scope));
			return;
		}
		case "Tuple":
		case "List":
			assignSequence(target.elts, value, scope, core, originOf(target, scope));
			return;
		case "Starred":
			assign(target.value, value, scope, core);
			return;
		default:
			return;
	}
}

function assignSequence(elts: readonly Expr[], value: Value, scope: Scope, core: Core, origin: Origin): void {
	const items = core.iterate(value, origin);
	const star = elts.findIndex((elt) => elt.type === "Starred");
	if (!items) {
		for (const elt of elts) assign(elt, unknownBecause("an item of a value that is not known", origin), scope, core);
		return;
	}
	const fits = star < 0 ? items.length === elts.length : items.length >= elts.length - 1;
	if (!fits) {
		const message = `cannot unpack ${items.length} values into ${elts.length} targets`;
		const code = items.some((item) => item.kind === "tensor") ? "wrong-number-of-outputs" : "python-error";
		core.report({ code, exception: "ValueError", message }, origin);
		for (const elt of elts) assign(elt, unknownBecause(message, origin), scope, core);
		return;
	}
	const spread = items.length - elts.length + 1;
	elts.forEach((elt, index) => {
		if (index === star) assign(elt, list(items.slice(index, index + spread)), scope, core);
		else assign(elt, items[star >= 0 && index > star ? index + spread - 1 : index] as Value, scope, core);
	});
}
