import { type InstanceValue, misspelt, NONE, type Value } from "../../domain";
import { type KeywordArgument, type LibraryCall, type Machine, raise, truthOf } from "../../interpreter/api";
import { readPolicy } from "../engine/dtype-policy";
import type { LayerState } from "../engine/layer-state";

export interface ModelArguments {
	readonly inputs: Value | undefined;
	readonly outputs: Value | undefined;
	readonly isFunctional: boolean;
	readonly keyword: (name: string) => KeywordArgument | undefined;
}

/** A model is functional when it gets both inputs and outputs, in one of three ways, and nothing else by position. */
export function readArguments(call: LibraryCall): ModelArguments {
	const { positional, keywords } = call.args;
	const keyword = (name: string) => keywords.find((each) => each.name === name);
	const [first, second] = positional;
	const isFunctional =
		positional.length === 2 ||
		(positional.length === 1 && keyword("outputs") !== undefined) ||
		(keyword("inputs") !== undefined && keyword("outputs") !== undefined);
	return {
		inputs: (keyword("inputs") ?? first)?.value,
		outputs: (keyword("outputs") ?? second)?.value,
		isFunctional,
		keyword,
	};
}

const FUNCTIONAL = ["inputs", "outputs", "name", "trainable"];
const BASE = {
	keras2: ["trainable", "dtype", "dynamic", "name", "autocast"],
	keras3: ["activity_regularizer", "trainable", "dtype", "autocast", "name", "input_dim", "input_shape"],
} as const;

/** What the constructor makes of keywords that it does not take; a functional model of Keras 3 ignores them. */
export function checkKeywords(self: InstanceValue, given: ModelArguments, call: LibraryCall): void {
	const { world, args } = call;
	if (given.isFunctional) rejectTwice(given, args.positional.length);
	if (given.isFunctional && world === "keras3") return;
	if (!given.isFunctional && world === "keras3" && args.positional.length > 0) {
		raise({
			code: "missing-layer-argument",
			exception: "TypeError",
			message: `a functional model takes inputs and outputs, found ${args.positional.length} positional argument(s)`,
		});
	}
	const known: readonly string[] = given.isFunctional ? FUNCTIONAL : BASE[world];
	const extra = args.keywords.find(({ name }) => !known.includes(name));
	if (!extra || (given.isFunctional && self.cls.kind === "class")) return;
	const found = misspelt("Model()", extra.name, [...FUNCTIONAL, ...known]);
	raise(
		{
			code: "unknown-layer-argument",
			exception: world === "keras2" ? "TypeError" : "ValueError",
			...found,
			argument: extra.name,
		},
		extra.origin,
	);
}

function rejectTwice({ keyword }: ModelArguments, positional: number): void {
	const twice = FUNCTIONAL.slice(0, positional)
		.map(keyword)
		.find((each) => each !== undefined);
	if (!twice) return;
	raise(
		{
			code: "unknown-layer-argument",
			exception: "TypeError",
			message: `Model() got ${twice.name} both by position and by keyword`,
			argument: twice.name,
		},
		twice.origin,
	);
}

/** `name=` of a model; Keras 3 takes no slash in it, a graph of Keras 2 whatever is true. */
export function readName(state: LayerState, name: Value | undefined, isFunctional = state.stack !== undefined): void {
	if (!name || name.kind === "none") return;
	if (isFunctional && state.world === "keras2") {
		readFreeName(state, name);
		return;
	}
	const bad = (message: string): never =>
		raise({
			code: "invalid-layer-argument",
			exception: state.world === "keras2" ? "TypeError" : "ValueError",
			message,
			argument: "name",
		});
	if (name.kind === "str") {
		if (state.world === "keras3" && name.value?.includes("/"))
			bad(`a model's name must not contain "/": ${name.value}`);
		state.name = name.value;
		state.nameIsUnknown = name.value === undefined;
	} else if (name.kind === "unknown" || name.kind === "instance") state.nameIsUnknown = true;
	else bad(`a model's name must be a string, found a ${name.kind}`);
}

function readFreeName(state: LayerState, name: Value): void {
	const isGiven = truthOf(name);
	if (isGiven === false) return;
	if (isGiven && name.kind === "str") state.name = name.value;
	state.nameIsUnknown = state.name === undefined;
}

/** A model has a dtype policy like every layer, the global one if it is not told another. */
export function readModelPolicy(state: LayerState, dtype: Value | undefined, machine: Machine): void {
	state.policy = readPolicy(dtype ?? NONE, machine, state.world);
}
