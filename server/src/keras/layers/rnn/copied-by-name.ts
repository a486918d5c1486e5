import type { InstanceValue, Value } from "../../../domain";
import type { UserCode } from "../../../interpreter/api";
import { isRegistered } from "../../engine/custom-objects";
import { type LayerArguments, perWorld } from "../../engine/layer-definition";
import { layerState } from "../../engine/layer-state";
import { isSince } from "../../versions/release";
import { knownState } from "./wrapped-layer";

/**
 * Keras 3 copies a layer by its config, in which classes and functions of the user's are found by the names that they are
 * registered with. Mirrors `_retrieve_class_or_fn` of keras/src/saving/serialization_lib.py.
 */
export function rejectUnregistered(layer: InstanceValue, args: LayerArguments): void {
	if (!isSince("3.15", args)) return;
	for (const each of [layer, ...cellsOf(layer)]) {
		if (each.cls.kind === "class") requireRegistered(each.cls, each.cls.name, args);
		else for (const part of partsOf(each)) requirePart(part, args);
	}
}

function requireRegistered(object: Value, name: string, args: LayerArguments, exception = "TypeError"): void {
	if (isRegistered(object, args.machine, args.world) !== false) return;
	args.fail({
		code: "invalid-layer-argument",
		exception,
		message: `Bidirectional copies ${name} by its name: register it with keras.saving first`,
		argument: "layer",
	});
}

/** A lambda is not even looked for. */
function requirePart(part: Value, args: LayerArguments): void {
	if (part.kind === "instance" && part.cls.kind === "class") requireRegistered(part.cls, part.cls.name, args);
	if (part.kind !== "function") return;
	const isLambda = (part.code as UserCode).node.type === "Lambda";
	requireRegistered(part, isLambda ? "a lambda" : part.name, args, isLambda ? "ValueError" : "TypeError");
}

const NAMED = /activation$|_initializer$|_regularizer$|_constraint$/;

/** What a layer of Keras's own was given to compute with. */
function partsOf(layer: InstanceValue): readonly Value[] {
	const { definition, bound, world } = knownState(layer);
	if (!definition || !bound) return [];
	const names = perWorld(definition.signature, world).match(/\w+(?==)/g) ?? [];
	return names.filter((name) => NAMED.test(name)).map((name) => bound.get(name));
}

/** The cells of an RNN, those that are stacked too. */
function cellsOf(layer: InstanceValue): readonly InstanceValue[] {
	const { definition, bound } = knownState(layer);
	const argument = definition?.name === "RNN" ? "cell" : definition?.name === "StackedRNNCells" ? "cells" : undefined;
	const cells = argument === undefined ? undefined : bound?.get(argument);
	const listed = cells?.kind === "list" || cells?.kind === "tuple" ? (cells.items ?? []) : cells ? [cells] : [];
	return listed.flatMap((cell) => (cell.kind === "instance" && layerState(cell) ? [cell, ...cellsOf(cell)] : []));
}
