import { type InstanceValue, NONE, type Value } from "../../domain";
import { type Bound, bind, type Machine, type MethodModel, raise, signature, vague } from "../../interpreter/api";
import { isSince } from "../versions/release";
import { type LayerState, layerState } from "./layer-state";
import { quantizedWeights } from "./quantized-weights";
import { sublayersOf } from "./sublayers";
import { userMethod } from "./user-method";

/** `layer.quantize(mode)` and `model.quantize(mode)` of Keras 3: layers/layer.py, models/model.py, quantizers. */

const MODES: ReadonlySet<string> = new Set(["int8", "float8", "int4", "gptq", "awq"]);

/** What a layer can be quantized to without a config. */
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
	Dense: ["int8", "int4", "float8"],
	EinsumDense: ["int8", "int4", "float8"],
	Embedding: ["int8", "int4"],
	ReversibleEmbedding: ["int8", "int4"],
};

/** Layers that hold others which are quantized, and whose weights we see as their own. */
const COMPOSED: ReadonlySet<string> = new Set(["MultiHeadAttention", "GroupQueryAttention"]);

const fail = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message });

/** The layer's weights are not what they were, and what they are is not known. */
export function loseWeights(state: LayerState, machine: Machine): void {
	machine.journal.setField(state, "hidesWeights", true, (a, b) => a || b);
}

/** `mode`, or that of a config; absent when it is not known or more is said than a mode. */
function readMode(bound: Bound): string | undefined {
	const config = bound.get("config");
	const mode = config.kind === "str" ? config : bound.get("mode");
	if (mode.kind === "none" && config.kind === "none") fail("quantize() needs a mode or a config");
	if (config.kind !== "none" && config.kind !== "str") return undefined;
	if (mode.kind === "unknown" || (mode.kind === "str" && mode.value === undefined)) return undefined;
	if (mode.kind !== "str" || !MODES.has(mode.value ?? ""))
		return fail("quantize() got a mode that Keras does not know");
	if (mode.value === "gptq" || mode.value === "awq") fail(`quantize("${mode.value}") needs a config`);
	return mode.value;
}

/** Whether more is said of what to quantize than how. */
const isRestricted = ({ extra }: Bound): boolean => extra.length > 0;

export const quantizeMethod: MethodModel = (self, { machine, args, world }) => {
	const state = layerState(self);
	if (!state || self.kind !== "instance" || world === "keras2") return vague("quantize() is not followed");
	const bound = bind(signature("mode=None, config=None, **kwargs"), args);
	const isKnown = isSince("3.15", { machine, world }) && !bound.open && bound.errors.length === 0;
	const mode = isKnown ? readMode(bound) : undefined;
	if (mode === undefined || isRestricted(bound) || state.vague || state.maybeBuilt) {
		loseAll(self, machine);
		return NONE;
	}
	checkState(state, mode);
	const isModel = state.graph !== undefined || state.stack !== undefined || sublayersOf(self)?.length !== 0;
	if (isModel) for (const layer of leavesOf(self, machine)) quantizeLeaf(layer, mode, machine);
	else quantizeLayer(self, state, mode, machine);
	return NONE;
};

/** What `_check_quantize_args` demands of every layer. */
function checkState(state: LayerState, mode: string): void {
	const name = state.name ?? "the layer";
	const isBuilt = state.built !== undefined || state.nodes.length > 0;
	const makesWeights = state.definition?.build !== undefined || state.definition === undefined;
	if (!isBuilt && !makesWeights) vague("whether the layer counts as built is not known");
	if (!isBuilt) fail(`${name} is not built: it cannot be quantized yet`);
	if (state.quantized) fail(`${name} is quantized already, to ${state.quantized}`);
	if (mode === "int8" && state.policy.compute === "float16") fail(`${name} computes in float16: it cannot become int8`);
}

function quantizeLayer(self: InstanceValue, state: LayerState, mode: string, machine: Machine): void {
	const name = state.definition?.name ?? "";
	const isOwn = self.cls.kind === "library" && SUPPORTED[name]?.includes(mode);
	if (!isOwn && !COMPOSED.has(name))
		fail(`${state.name ?? "the layer"} cannot be quantized to ${mode}`, "NotImplementedError");
	if (!isOwn || state.policy.isQuantized) {
		loseWeights(state, machine);
		return;
	}
	const { weights, complete } = quantizedWeights(state, mode);
	const before = state.built;
	if (!before || !complete) loseWeights(state, machine);
	if (before) machine.journal.setField(state, "built", { ...before, weights }, (a, b) => (a === b ? a : before));
	machine.journal.setField(state, "quantized", mode, (a, b) => a ?? b);
}

/** A model goes over what it cannot quantize. */
function quantizeLeaf(layer: InstanceValue, mode: string, machine: Machine): void {
	const state = layerState(layer);
	if (!state) return;
	const name = state.definition?.name ?? "";
	const isOwn = userMethod(layer, "quantize", machine) !== undefined;
	if (isOwn || COMPOSED.has(name)) loseWeights(state, machine);
	if (isOwn || layer.cls.kind !== "library" || !SUPPORTED[name]) return;
	checkState(state, mode);
	if (SUPPORTED[name]?.includes(mode)) quantizeLayer(layer, state, mode, machine);
}

/** The layers that hold no others, however deep; of what is not known, the weights are lost. */
function leavesOf(self: InstanceValue, machine: Machine, done = new Set<InstanceValue>()): readonly InstanceValue[] {
	if (done.has(self)) return [];
	done.add(self);
	const inner = sublayersOf(self);
	const state = layerState(self);
	if (!inner && state) loseWeights(state, machine);
	if (inner?.length === 0) return [self];
	return (inner ?? []).flatMap((layer) => leavesOf(layer, machine, done));
}

function loseAll(self: InstanceValue, machine: Machine, done = new Set<Value>()): void {
	const state = layerState(self);
	if (!state || done.has(self)) return;
	done.add(self);
	loseWeights(state, machine);
	for (const layer of sublayersOf(self) ?? []) loseAll(layer, machine, done);
}

/** `enable_lora(rank)`: adds weights, and freezes what they stand for. */
export const enableLora: MethodModel = (self, { machine }) => {
	const state = layerState(self);
	if (state) loseWeights(state, machine);
	return vague("enable_lora() is not followed");
};
