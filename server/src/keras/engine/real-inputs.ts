import { isFloating, type TensorValue, unknownDType } from "../../domain";
import type { CallArguments, Machine } from "../../interpreter/api";
import { makeTensor } from "./call-layer";
import { castsInputs } from "./dtype-policy";
import type { LayerState } from "./layer-state";
import { mapTensors } from "./structure";

/** What a layer hands to user code for a real tensor: arrays become tensors, and floats the compute dtype. */
export function realInput(tensor: TensorValue, state: LayerState, machine: Machine): TensorValue {
	const { dtype, shape } = tensor.spec;
	const { compute } = state.policy;
	const isCast =
		state.autocast !== false && dtype !== compute && isFloating(dtype) && castsInputs(compute, state.world);
	const why = { text: "whether the layer casts its input is not known" };
	const spec = isCast ? { shape, dtype: state.autocast ? compute : unknownDType(why) } : tensor.spec;
	if (tensor.flavor === "ndarray") return makeTensor(spec, "Tensor", state, machine.tracing === undefined);
	return isCast ? { ...tensor, flavor: "Tensor", spec } : tensor;
}

/** All arguments of a call on real tensors; Keras 2 looks at the first one only. */
export function realInputs(args: CallArguments, state: LayerState, machine: Machine): CallArguments {
	const convert = <T extends CallArguments["positional"][number]>(argument: T): T => ({
		...argument,
		value: mapTensors(argument.value, (tensor) => realInput(tensor, state, machine)),
	});
	const all = state.world === "keras3";
	return {
		...args,
		positional: args.positional.map((argument, index) => (all || index === 0 ? convert(argument) : argument)),
		keywords: all ? args.keywords.map(convert) : args.keywords,
	};
}
