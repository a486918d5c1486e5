import {
	type DType,
	type InstanceValue,
	isFloating,
	type TensorValue,
	unknownDType,
	type Value,
	type World,
} from "../../domain";
import type { Machine } from "../../interpreter/api";
import { isAutocastVariable } from "../backend/common/autocast-variable";
import { castVariable, isCastByKeras3 } from "../backend/common/variable-type";
import type { LayerState } from "./layer-state";
import { mapTensors } from "./structure";
import { sublayersOf } from "./sublayers";

/** The dtype that weights count as in the call that runs; absent when they are what they are. */
interface CastScope {
	dtype: DType | undefined;
}

const scopeOf = (machine: Machine, world: World): CastScope =>
	machine.libraryState<CastScope>(`keras.cast-scope.${world}`, () => ({ dtype: undefined }));

const isCast = (tensor: TensorValue): boolean =>
	tensor.flavor === "Variable" &&
	isFloating(tensor.spec.dtype) &&
	(tensor.world === "keras3" ? isCastByKeras3(tensor) : isAutocastVariable(tensor));

/**
 * Within `call` of a layer of mixed precision the weights that it holds, and those of the layers within, count as tensors
 * of the compute dtype. Mirrors mixed_precision/autocast_variable.py (2.15) and `AutocastScope` (3).
 */
export function withCastWeights<T>(self: InstanceValue, state: LayerState, machine: Machine, run: () => T): T {
	const { compute, variable } = state.policy;
	const scope = scopeOf(machine, state.world);
	const outer = scope.dtype;
	const dtype = compute === variable || !isFloating(compute) ? undefined : compute;
	scope.dtype = dtype;
	const restore = dtype === undefined ? [] : holdersOf(self).map((each) => castAttributes(each, dtype, machine));
	try {
		return run();
	} finally {
		for (const undo of restore) undo();
		scope.dtype = outer;
	}
}

function holdersOf(self: InstanceValue, found = new Set<InstanceValue>()): readonly InstanceValue[] {
	if (found.has(self)) return [...found];
	found.add(self);
	for (const layer of sublayersOf(self) ?? []) holdersOf(layer, found);
	return [...found];
}

function castAttributes(self: InstanceValue, dtype: DType, machine: Machine): () => void {
	const before = new Map<string, readonly [Value, Value]>();
	for (const [name, value] of self.attrs) {
		if (!holdsWeight(value)) continue;
		const cast = mapTensors(value, (tensor) => (isCast(tensor) ? counted(tensor, dtype) : tensor));
		before.set(name, [value, cast]);
		machine.journal.setEntry(self.attrs, name, cast);
	}
	return () => {
		for (const [name, [value, cast]] of before)
			if (self.attrs.get(name) === cast) machine.journal.setEntry(self.attrs, name, value);
	};
}

const counted = (tensor: TensorValue, dtype: DType): TensorValue =>
	tensor.world === "keras3" ? castVariable(tensor, dtype) : { ...tensor, spec: { ...tensor.spec, dtype } };

function holdsWeight(value: Value): boolean {
	if (value.kind === "tensor") return isCast(value);
	if (value.kind === "list" || value.kind === "tuple") return value.items?.some(holdsWeight) ?? false;
	return value.kind === "dict" && [...(value.entries?.values() ?? [])].some((entry) => holdsWeight(entry.value));
}

/** Layers of Keras's own whose weights are all cast; others tell each weight, which is not followed. */
const CASTING: Readonly<Record<World, RegExp>> = {
	keras2: /^(Dense|EinsumDense|Conv[123]D(Transpose)?|DepthwiseConv[12]D)$/,
	keras3: /^(Dense|EinsumDense|Embedding|Conv[123]D(Transpose)?|DepthwiseConv[12]D)$/,
};

/** What a weight of a layer is for the code of the call that runs. */
export function seenWeights(value: Value, state: LayerState, machine: Machine): Value {
	const { dtype } = scopeOf(machine, state.world);
	if (dtype === undefined) return value;
	const { compute, variable } = state.policy;
	const isOwn = state.world === "keras3" || compute !== variable;
	const isKnown = CASTING[state.world].test(state.definition?.name ?? "");
	if (state.world === "keras2" && !isOwn) return value;
	const seen = isKnown ? dtype : unknownDType({ text: "whether the weight is cast is not known" });
	return mapTensors(value, (tensor) =>
		tensor.flavor === "Variable" && isFloating(tensor.spec.dtype)
			? { ...tensor, spec: { ...tensor.spec, dtype: seen } }
			: tensor,
	);
}
