import { type Dim, isFloating, type Spec, sameDType, type TensorValue, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import type { ArrangedCall, CallContext, CallRequest } from "../../engine/layer-definition";
import { flattenLeaves, flattenTensors } from "../../engine/structure";

/** `initial_state` of recurrent layers in Keras 2. Mirrors `standardize_args` and `RNN.__call__` (rnn_utils.py, base_rnn.py). */

/** Takes the states out of a list of inputs, or from the arguments; with them, the input spec is not checked. */
export function arrangeStates(request: CallRequest): ArrangedCall {
	if (request.world === "keras3") return { input: request.input };
	const constants = request.bound.get("constants");
	if (constants.kind !== "none") rejectConstants(constants, request);
	const { input, states } = splitInputs(request);
	if (states.kind === "none") return { input };
	const list = toList(states);
	const tensors = flattenTensors(list);
	rejectNonTensors(list, request);
	const symbolic = tensors.filter((tensor) => tensor.flavor === "KerasTensor").length;
	if (symbolic > 0 && symbolic < tensors.length) {
		request.fail({
			code: "invalid-layer-input",
			message: "initial_state mixes KerasTensors with other tensors",
		});
	}
	const checked = request.built || (symbolic === 0 && tensors.length > 0);
	return { input, others: { initial_state: list }, checked };
}

/** States are asked for their shape. */
function rejectNonTensors(states: Value, request: CallRequest): void {
	const bad = flattenLeaves(states).find((leaf) => leaf.kind !== "tensor");
	if (!bad) return;
	if (!SHAPELESS.has(bad.kind)) vague("the initial states are not followed");
	request.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `initial_state takes tensors, found a value of type ${typeName(bad)}`,
		argument: "initial_state",
	});
}

const SHAPELESS: ReadonlySet<Value["kind"]> = new Set(["none", "int", "float", "bool", "str"]);

/** The input and the states of a call, which may come as one list. */
export function splitInputs(request: CallRequest): { readonly input: Value; readonly states: Value } {
	const states = request.bound.get("initial_state");
	if (states.kind === "unknown") vague(states.why);
	if (request.input.kind !== "list") return { input: request.input, states };
	if (!request.input.items) return vague("the inputs are not known");
	const [first, ...rest] = request.input.items;
	if (first === undefined) {
		return request.fail({
			code: "invalid-layer-input",
			exception: "IndexError",
			message: "a recurrent layer was called on an empty list",
		});
	}
	if (states.kind !== "none") {
		request.fail({
			code: "invalid-layer-input",
			exception: "AssertionError",
			message: "the states come in the list of inputs and as initial_state",
		});
	}
	return { input: first, states: rest.length > 0 ? { kind: "list", items: rest } : states };
}

/** Constants are asked for their shapes, after the states; what Keras makes of tensors is not followed. */
function rejectConstants(constants: Value, request: CallRequest): never {
	const items = constants.kind === "list" ? (constants.items ?? []) : [constants];
	const bad = items.find((item) => SHAPELESS.has(item.kind));
	if (!bad || request.bound.get("initial_state").kind !== "none" || request.input.kind === "list") {
		return vague("constants of a recurrent layer are not followed");
	}
	return request.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `constants takes tensors, found a value of type ${typeName(bad)}`,
		argument: "constants",
	});
}

export function toList(states: Value): Value {
	if (states.kind === "list") return states;
	return { kind: "list", items: states.kind === "tuple" ? states.items : [states] };
}

/** The given states as the layer sees them: KerasTensors go through autocast with the inputs. */
export function givenStates(context: CallContext): readonly Spec[] | undefined {
	const value = context.parameter("initial_state");
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "none") return undefined;
	return flattenTensors(value).map((tensor) => castState(tensor, context));
}

const castState = ({ spec, flavor }: TensorValue, { computeDtype }: CallContext): Spec =>
	flavor === "KerasTensor" && isFloating(spec.dtype) && isFloating(computeDtype)
		? { ...spec, dtype: computeDtype }
		: spec;

/** The batch that adding tensors of these batches gives; sizes that differ cannot be added. */
export function mergeBatches(batches: readonly Dim[], context: CallContext): Dim {
	const known = [...new Set(batches.filter((batch) => typeof batch === "number"))];
	if (known.length > 1) {
		context.fail({
			code: "merge-shape-mismatch",
			exception: context.mode === "eager" ? "InvalidArgumentError" : undefined,
			message: `the input and the initial states have batches of different sizes: ${known.join(" and ")}`,
		});
	}
	const unknown = batches.find((batch) => typeof batch !== "number" && batch.kind === "unknown");
	if (unknown !== undefined) return unknown;
	const [size] = known;
	const open = batches.find((batch) => typeof batch !== "number");
	return size === undefined || (size === 1 && open !== undefined) ? (open ?? 1) : size;
}

/** TensorFlow multiplies only matrices of one dtype; what is not floating has not been cast. */
export function requireComputeDtype(specs: readonly Spec[], context: CallContext, multiplies = true): void {
	for (const { dtype } of specs) {
		if (typeof dtype !== "string") vague(dtype.why);
		if (sameDType(dtype, context.computeDtype)) continue;
		if (multiplies && context.mode === "eager" && /^uint/.test(dtype))
			vague("no device multiplies matrices of this dtype");
		context.fail({
			code: "invalid-layer-input",
			exception: context.mode !== "eager" ? "TypeError" : "InvalidArgumentError",
			message: `a recurrent layer computes in ${String(context.computeDtype)}, its input or state is ${dtype}`,
		});
	}
}
