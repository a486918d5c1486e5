import type { Value } from "../domain";
import type { Expr, For, If, Stmt, While } from "../syntax/ast";
import { assign } from "./assign";
import { assignedNames } from "./assigned-names";
import { type BranchArm, type Core, NORMAL } from "./core";
import { readAfter, readsFirst } from "./live-names";
import type { Completion, Scope, TracedControl } from "./machine";
import { originOf } from "./origin";
import { bindName } from "./scope";

/** Statements that AutoGraph turns into operations of a graph, since they depend on a tensor. */

/** How the statement is traced that depends on the value; absent when Python runs it. */
export function controlOf(value: Value, core: Core): TracedControl | undefined {
	if (!core.tracing?.isConverted) return undefined;
	const control = core.registry.typeOf(value)?.traced;
	return control?.handles(value) ? control : undefined;
}

/** A loop over a tensor: its body is traced once, and what it changes keeps dtype and shape. Absent when it is not traced. */
export function tracedFor(
	node: For,
	source: Value,
	scope: Scope,
	core: Core,
	run: () => Completion,
): Completion | undefined {
	const control = controlOf(source, core);
	if (!control || !isFollowed(node.body)) return undefined;
	const origin = originOf(node.iter, scope);
	const item = control.item(source, origin);
	const bind = (): void => assign(node.target, item, scope, core);
	return tracedLoop(node, control, scope, core, () => {
		bind();
		return run();
	});
}

/** A loop while a tensor holds. */
export function tracedWhile(
	node: While,
	test: Value,
	scope: Scope,
	core: Core,
	run: () => Completion,
): Completion | undefined {
	const control = controlOf(test, core);
	return control && isFollowed(node.body) ? tracedLoop(node, control, scope, core, run) : undefined;
}

function tracedLoop(
	node: For | While,
	control: TracedControl,
	scope: Scope,
	core: Core,
	run: () => Completion,
): Completion {
	const head: Expr = node.type === "For" ? node.iter : node.test;
	const origin = originOf(head, scope);
	const parts = node.type === "While" ? [node.test, ...node.body] : node.body;
	const carried = [...assignedNames(node.body)].filter((name) => scope.vars.has(name) && readsFirst(parts, name));
	const before = new Map(carried.map((name) => [name, control.enter(scope.vars.get(name) as Value, core.world)]));
	for (const [name, value] of before) bindName(scope, name, value, core.journal);
	run();
	for (const name of assignedNames(node.body)) {
		const after = scope.vars.get(name);
		if (!after) continue;
		const entered = before.get(name);
		let left = control.enter(after, core.world);
		if (entered)
			core.guard(
				origin,
				() => (left = control.leave(name, entered, after, core.world)),
				() => entered,
			);
		bindName(scope, name, left, core.journal);
	}
	return NORMAL;
}

/** Whether the body is left at its end only, and asks for nothing that is not followed. */
const isFollowed = (body: readonly Stmt[]): boolean =>
	!holds(body, (type, attr) => type === "Return" || type === "Yield" || attr === "set_loop_options");

function holds(node: unknown, isMeant: (type: string | undefined, attr: string | undefined) => boolean): boolean {
	if (Array.isArray(node)) return node.some((each) => holds(each, isMeant));
	if (typeof node !== "object" || node === null) return false;
	const { type, attr } = node as { type?: string; attr?: string };
	return isMeant(type, attr) || Object.values(node).some((each) => holds(each, isMeant));
}

/** The arms of an `if` on a tensor, and what binds the variables that both set to what the graph makes of them. */
export function tracedArms(
	node: If,
	test: Value,
	arms: readonly [BranchArm, BranchArm],
	scope: Scope,
	core: Core,
): { readonly arms: readonly BranchArm[]; settle(): void } | undefined {
	const control = controlOf(test, core);
	if (!control) return undefined;
	// What nothing reads afterwards is no output of the condition.
	const names = [...assignedNames([node.body, node.orelse])].filter((name) => readAfter(core.frame().node, node, name));
	const ends: (ReadonlyMap<string, Value> | undefined)[] = [];
	const watched = arms.map((arm, index) => ({
		...arm,
		run: () => {
			const completion = arm.run();
			if (completion.kind === "normal") ends[index] = new Map(names.flatMap((name) => entryOf(scope, name)));
			return completion;
		},
	}));
	return { arms: watched, settle: () => settle(names, ends, control, originOf(node.test, scope), scope, core) };
}

const entryOf = (scope: Scope, name: string): readonly (readonly [string, Value])[] => {
	const value = scope.vars.get(name);
	return value ? [[name, value]] : [];
};

function settle(
	names: readonly string[],
	[yes, no]: readonly (ReadonlyMap<string, Value> | undefined)[],
	control: TracedControl,
	origin: ReturnType<typeof originOf>,
	scope: Scope,
	core: Core,
): void {
	if (!yes || !no) return;
	for (const name of names) {
		const [a, b] = [yes.get(name), no.get(name)];
		if (!a || !b || a === b) continue;
		const merged = core.guard(origin, () => control.merge(name, a, b, core.world));
		bindName(scope, name, merged, core.journal);
	}
}
