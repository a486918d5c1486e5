import { NONE, type Reason } from "../domain";
import type { AugAssign, Delete, Stmt } from "../syntax/ast";
import { assign } from "./assign";
import { executeIf } from "./branches";
import { type Core, NORMAL } from "./core";
import { defineClass } from "./define-class";
import { defineFunction } from "./functions";
import { executeImport, executeImportFrom } from "./imports";
import { executeFor, executeWhile } from "./loops";
import type { Completion, Scope } from "./machine";
import { executeMatch } from "./match";
import { inPlaceOperation } from "./operators";
import { originOf } from "./origin";
import { bindName, unbindName } from "./scope";
import { deleteItem } from "./subscripts";
import { executeAssert, executeRaise, executeTry } from "./try";
import { executeWith } from "./with";

/** Executes statements in order; what follows an undecided `continue` or `break` is itself undecided. */
export function executeBlock(body: readonly Stmt[], scope: Scope, core: Core, from = 0): Completion {
	for (let index = from; index < body.length; index += 1) {
		const statement = body[index] as Stmt;
		const loop = core.frame().loops.at(-1);
		const wasLeft = loop ? loop.maybeBroken || loop.maybeContinued : false;
		const completion = execute(statement, scope, core);
		if (completion.kind !== "normal") return completion;
		if (loop && !wasLeft && (loop.maybeBroken || loop.maybeContinued) && index + 1 < body.length) {
			const why: Reason = { text: "if the loop body was not left early", origin: originOf(statement, scope) };
			return core.fork([
				{ assumption: why, run: () => executeBlock(body, scope, core, index + 1) },
				{ assumption: why, run: () => NORMAL },
			]);
		}
	}
	return NORMAL;
}

function execute(node: Stmt, scope: Scope, core: Core): Completion {
	core.step();
	switch (node.type) {
		case "Expr":
			core.evaluate(node.value, scope);
			return NORMAL;
		case "Assign": {
			const value = core.evaluate(node.value, scope);
			for (const target of node.targets) assign(target, value, scope, core);
			return NORMAL;
		}
		case "AugAssign":
			return augAssign(node, scope, core);
		case "AnnAssign":
			if (node.value) assign(node.target, core.evaluate(node.value, scope), scope, core);
			return NORMAL;
		case "Return":
			return { kind: "return", value: node.value ? core.evaluate(node.value, scope) : NONE };
		case "If":
			return executeIf(node, scope, core);
		case "For":
			return executeFor(node, scope, core);
		case "While":
			return executeWhile(node, scope, core);
		case "FunctionDef":
			bindName(scope, node.name, defineFunction(node, scope, core), core.journal);
			return NORMAL;
		case "ClassDef":
			bindName(scope, node.name, defineClass(node, scope, core), core.journal);
			return NORMAL;
		case "Import":
			executeImport(node, scope, core);
			return NORMAL;
		case "ImportFrom":
			executeImportFrom(node, scope, core);
			return NORMAL;
		case "Try":
			return executeTry(node, scope, core);
		case "With":
			return executeWith(node, scope, core);
		case "Match":
			return executeMatch(node, scope, core);
		case "Raise":
			return executeRaise(node, scope, core);
		case "Assert":
			return executeAssert(node, scope, core);
		case "Global":
			for (const name of node.names) scope.globalNames.add(name);
			return NORMAL;
		case "Nonlocal":
			for (const name of node.names) scope.nonlocalNames.add(name);
			return NORMAL;
		case "Delete":
			return executeDelete(node, scope, core);
		case "Break":
			return { kind: "break" };
		case "Continue":
			return { kind: "continue" };
		case "Pass":
		case "TypeAlias":
			return NORMAL;
	}
}

/** The target shows what it becomes, not what it was before. */
function augAssign(node: AugAssign, scope: Scope, core: Core): Completion {
	const left = core.evaluate(node.target, { ...scope, isHidden: true });
	const right = core.evaluate(node.value, scope);
	const origin = originOf(node, scope);
	assign(
		node.target,
		core.guard(origin, () => inPlaceOperation(node.op, left, right, origin, core)),
		scope,
		core,
	);
	return NORMAL;
}

function executeDelete(node: Delete, scope: Scope, core: Core): Completion {
	for (const target of node.targets) {
		if (target.type === "Name") unbindName(scope, target.id, core.journal);
		if (target.type === "Attribute")
			core.deleteAttribute(core.evaluate(target.value, scope), target.attr, originOf(target, scope));
		if (target.type === "Subscript") {
			const object = core.evaluate(target.value, scope);
			deleteItem(object, core.evaluate(target.slice, scope), originOf(target, scope), core);
		}
	}
	return NORMAL;
}
