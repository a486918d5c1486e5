import { type Dim, isStatic, NONE, unknownBecause, unknownDim, type Value } from "../../../domain";
import type { LibraryCall, MethodModel } from "../../../interpreter/api";
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

/** `adapt(data)`: what is learned is not followed, only that something is. */
export const adaptSize =
	(text: string): MethodModel =>
	(self, call) => {
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
