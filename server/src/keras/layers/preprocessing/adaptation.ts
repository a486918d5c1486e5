import { type Dim, isStatic, NONE, unknownBecause, unknownDim, type Value } from "../../../domain";
import { type LibraryCall, type MethodModel, raise } from "../../../interpreter/api";
import { layerState } from "../../engine/layer-state";
import { noteMaybeBuilt } from "../../engine/maybe-built";

/** What a layer learns from data: how many tokens or bins there are. Absent: nothing was given, and it was not adapted. */
export interface Learned {
	readonly depth: Dim | undefined;
}

const someDepth = (text: string): Dim => unknownDim({ text });

/** Replaces the layer's learned size; on paths that differ it is not known. */
export function learn<T extends Learned>(self: Value, { machine }: LibraryCall, change: (config: T) => T): void {
	const state = self.kind === "instance" ? layerState(self) : undefined;
	if (!state?.config) return;
	const config = change(state.config as T);
	const join = (a: unknown, b: unknown): unknown =>
		a === b ? a : { ...(a as T), depth: someDepth("the vocabulary differs between paths") };
	machine.journal.setField(state, "config", config, join);
	noteMaybeBuilt(state, machine);
}

/** Keras 2 feeds data to `adapt` as `fit` does; Keras 3 iterates over it. */
export function rejectSymbol({ world, args }: LibraryCall): void {
	const data = args.positional[0]?.value ?? args.keywords[0]?.value;
	if (data?.kind !== "tensor" || data.flavor !== "KerasTensor") return;
	const first = data.spec.shape.kind === "ranked" ? data.spec.shape.dims[0] : undefined;
	const isOpen = first === undefined || !isStatic(first);
	raise({
		code: "keras-tensor-in-tf-function",
		exception: world === "keras3" ? "NotImplementedError" : isOpen ? "TypeError" : "InvalidArgumentError",
		message: "adapt() cannot take a KerasTensor: it has no values",
	});
}

/** `adapt(data)`: what is learned is not followed, only that something is. */
export const adaptSize =
	(text: string): MethodModel =>
	(self, call) => {
		rejectSymbol(call);
		learn(self, call, (config) => ({ ...config, depth: someDepth(text) }));
		return NONE;
	};

const configOf = (self: Value): Learned | undefined =>
	self.kind === "instance" ? (layerState(self)?.config as Learned | undefined) : undefined;

/** `vocabulary_size()`. */
export const vocabularySize: MethodModel = (self, call) => {
	const depth = configOf(self)?.depth;
	if (depth !== undefined && isStatic(depth)) return { kind: "int", value: depth };
	return { kind: "int", why: { text: "the size of the vocabulary is not known", origin: call.args.origin } };
};

/** `get_vocabulary()`: a list of known length where the vocabulary was given. */
export const getVocabulary: MethodModel = (self, call) => {
	const depth = configOf(self)?.depth;
	const why = { text: "the words of a vocabulary are not followed", origin: call.args.origin };
	const isWhole = call.args.positional.length === 0 && call.args.keywords.length === 0;
	if (depth === undefined || !isStatic(depth) || !isWhole) return { kind: "list", items: undefined, why };
	return { kind: "list", items: Array.from({ length: depth }, () => unknownBecause(why.text, why.origin)) };
};
