import { type DType, misspelt, type Value, type World } from "../../domain";
import { type Argument, type Bound, raise, signature, truthOf, typeName } from "../../interpreter/api";
import { laterArgument } from "../versions/former-signatures";
import { isSince } from "../versions/release";
import { failWith } from "./build";
import { readPolicy } from "./dtype-policy";
import { getIdentifier } from "./get-identifier";
import { exportedName, type LayerArguments, perWorld } from "./layer-definition";
import type { DTypePolicy, LayerState } from "./layer-state";
import { checkRandomKeywords } from "./random-layer";

/** What `Layer.__init__` takes beyond a layer's own arguments. Mirrors `base_layer.py` (2.15) and `layer.py` (3). */
const ACCEPTED: Readonly<Record<World, readonly string[]>> = {
	keras2: [
		"name",
		"dtype",
		"trainable",
		"dynamic",
		"input_dim",
		"input_shape",
		"batch_input_shape",
		"batch_size",
		"weights",
		"activity_regularizer",
		"autocast",
		"implementation",
	],
	keras3: ["name", "dtype", "trainable", "autocast", "activity_regularizer", "input_dim", "input_shape"],
};

interface Base {
	readonly state: LayerState;
	readonly args: LayerArguments;
	readonly className: string;
	given(name: string): Value | undefined;
	fail(argument: string, message: string, exception?: string): never;
}

/** Checks and stores the arguments that every layer has, in the order in which each Keras looks at them. */
export function checkBaseArguments(state: LayerState, args: LayerArguments, className: string): void {
	const base: Base = {
		state,
		args,
		className,
		given: (name) => (isDropped(name, state, args.world) ? undefined : argumentOf(args.bound, name)?.value),
		fail: (argument, message, exception) =>
			failWith({
				code: "invalid-layer-argument",
				exception: exception ?? (args.world === "keras2" ? "TypeError" : "ValueError"),
				message,
				argument,
			}),
	};
	const steps =
		args.world === "keras2"
			? [readUnknown, readTrainable, readName, readActivityRegularizer, readDTypePolicy, readDynamic, readInputShape]
			: [readName, readDTypePolicy, readActivityRegularizer, readUnknown, readTrainable];
	for (const step of steps) step(base);
	checkRandomKeywords(args);
	const autocast = base.given("autocast");
	if (autocast) state.autocast = args.machine.truth(autocast, { path: "", start: 0, end: 0 });
}

const argumentOf = (bound: Bound, name: string): Argument | undefined =>
	bound.extra.find((each) => each.name === name) ?? bound.given(name);

/** Whether `__init__` keeps a keyword from the base class. */
function isDropped(name: string, { definition }: LayerState, world: World): boolean {
	const drops = world === "keras3" ? definition?.dropsKeywords : undefined;
	if (!drops) return false;
	const isOwn = signature(perWorld(definition?.signature ?? "", world)).parameters.some((each) => each.name === name);
	return drops === "all" ? !isOwn : drops.includes(name);
}

function readUnknown({ state, args, className }: Base): void {
	const drops = args.world === "keras3" ? state.definition?.dropsKeywords : undefined;
	if (drops === "all") return;
	const taken = drops ?? [...ACCEPTED[args.world], ...(state.definition?.extraArguments?.[args.world] ?? [])];
	const dim = args.bound.extra.find((each) => each.name === "input_dim");
	for (const extra of args.bound.extra) {
		// Keras 3 reads `input_shape` only where there is no `input_dim`.
		const isLeft = args.world === "keras3" && extra.name === "input_shape" && dim && dim.value.kind !== "none";
		if (!isLeft && taken.includes(extra.name)) continue;
		if (perWorld(state.definition?.baseKeywords ?? [], args.world).includes(extra.name)) continue;
		const own = state.definition
			? signature(perWorld(state.definition.signature, args.world)).parameters.map((p) => p.name)
			: [];
		raise({
			code: "unknown-layer-argument",
			exception: args.world === "keras2" ? "TypeError" : "ValueError",
			argument: extra.name,
			...(cameLater(state, extra.name, args) ?? misspelt(className, extra.name, [...own, ...ACCEPTED[args.world]])),
		});
	}
}

/** What to say of an argument that a later Keras brought. */
function cameLater({ definition }: LayerState, name: string, args: LayerArguments): { message: string } | undefined {
	if (!definition) return undefined;
	const newest = perWorld(definition.signature, args.world);
	const message = laterArgument(definition.name, exportedName(definition), name, newest, args);
	return message === undefined ? undefined : { message };
}

/** Keras 3 has a look at `trainable` since 3.15. */
const takesAnyTrainable = ({ world, definition }: LayerState, args: LayerArguments): boolean =>
	world === "keras2" ? definition?.ownTrainable === true : !isSince("3.15", args);

function readTrainable({ state, args, given, fail }: Base): void {
	const value = given("trainable");
	if (!value) return;
	if (value.kind === "unknown" || value.kind === "tensor") state.trainable = undefined;
	else if (value.kind !== "bool" && takesAnyTrainable(state, args)) state.trainable = truthOf(value);
	else if (value.kind !== "bool")
		fail("trainable", `trainable must be a bool, found a value of type ${typeName(value)}`);
	else state.trainable = value.value;
}

function readName({ state, args, given, fail }: Base): void {
	const name = given("name");
	if (!name || name.kind === "none") return;
	if (name.kind === "unknown") {
		state.nameIsUnknown = true;
		return;
	}
	if (name.kind !== "str") fail("name", `name must be a string, found a value of type ${typeName(name)}`);
	else if (args.world === "keras3" && name.value?.includes("/"))
		fail("name", `a layer's name must not contain "/": ${name.value}`);
	else {
		state.name = name.value;
		state.nameIsUnknown = name.value === undefined;
	}
}

function readActivityRegularizer({ args, given, state }: Base): void {
	const value = given("activity_regularizer");
	if (!value || state.definition?.ignoresActivityRegularizer === args.world) return;
	const found = getIdentifier({ ...args, get: () => value }, "activity_regularizer", "regularizer");
	// Keras 2 keeps a string that names no regularizer and calls it with the first output.
	if (found.kind === "named") state.activity = penaltyOf(found.name);
	if (found.kind === "other" && value.kind === "str" && value.value !== undefined && value.value !== "")
		state.activity = "text";
	const isOwn = value.kind === "instance" && value.cls.kind === "library";
	const [, own] = (isOwn && /^keras\.regularizers\.(L\w+)$/.exec(value.cls.name)) || [];
	if (own) state.activity = penaltyOf(own);
}

/** What a regularizer computes: L1 takes every number, the others' squares and products need floats. */
function penaltyOf(name: string): LayerState["activity"] {
	const plain = name.toLowerCase();
	return plain === "l1" ? "none" : plain === "l2" ? "l2" : "mixed";
}

/** The policy after a mistake in some other argument; `?` when the mistake is in `dtype` itself. */
export function policyOrUnknown(args: LayerArguments): DTypePolicy {
	try {
		return readPolicy(argumentOf(args.bound, "dtype")?.value ?? { kind: "none" }, args.machine, args.world);
	} catch {
		const dtype: DType = { kind: "unknown", why: { text: "the layer's dtype is not valid" } };
		return { compute: dtype, variable: dtype };
	}
}

function readDTypePolicy({ state, args, given }: Base): void {
	const dtype = state.definition?.dtypeArgument?.(args, given("dtype")) ?? given("dtype");
	state.policy = readPolicy(dtype ?? { kind: "none" }, args.machine, args.world);
}

/** A dynamic layer is not traced: its output shape comes from `compute_output_shape`, which is not followed. */
function readDynamic({ given, fail, state }: Base): void {
	const value = given("dynamic");
	if (value?.kind === "bool" && value.value !== false) state.vague = { text: "a dynamic layer is not followed" };
	if (value && value.kind !== "bool" && value.kind !== "unknown")
		fail("dynamic", `dynamic must be a bool, found a value of type ${typeName(value)}`);
}

/** Keras 2 turns `input_shape=` into a tuple at once. */
function readInputShape({ given, fail }: Base): void {
	const name = given("batch_input_shape") ? "batch_input_shape" : "input_shape";
	const value = given(name);
	if (value && ["int", "float", "bool", "none"].includes(value.kind))
		fail(name, `${name} must be a tuple of sizes, found a value of type ${typeName(value)}`);
}
