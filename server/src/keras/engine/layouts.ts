import { asDense, type Layout, noneDim, ranked, type Spec, type TensorValue, withLayout } from "../../domain";
import { signature, vague } from "../../interpreter/api";
import { isSince } from "../versions/release";
import { type CallContext, type LayerDefinition, perWorld } from "./layer-definition";
import type { OddCall } from "./layout-rule";
import { keras2Rule } from "./layouts-keras2";
import { keras3Layout, tracesKeras3 } from "./layouts-keras3";
import { flattenTensors, isSpec, mapTensors, type SpecStructure } from "./structure";

/** Layers on sparse and on ragged tensors. */

export const layoutsOf = (specs: readonly Spec[]): readonly Layout[] =>
	specs.flatMap(({ layout }) => (layout ? [layout] : []));

const isRaggedInName = ({ layout }: Spec): boolean => layout?.kind === "ragged" && layout.raggedRank === 0;

/** What the call gets to see: Keras 2 traces an input that is ragged in name only as the plain tensor that it is. */
export const seen = (spec: Spec): Spec => (isRaggedInName(spec) ? asDense(spec) : spec);

const dense = (tensor: TensorValue): TensorValue => ({ ...tensor, spec: asDense(tensor.spec) });

/** The same call on dense tensors. */
export function denseContext(context: CallContext): CallContext {
	const strip = (structure: SpecStructure): SpecStructure => {
		if (isSpec(structure)) return asDense(structure);
		if (structure.kind !== "dict") return { kind: structure.kind, items: structure.items.map(strip) };
		const entries = Object.entries(structure.entries).map(([name, item]) => [name, strip(item)] as const);
		return { kind: "dict", entries: Object.fromEntries(entries) };
	};
	const seenBy = (tensor: TensorValue): TensorValue => dense({ ...tensor, spec: context.cast(tensor.spec) });
	return {
		...context,
		input: strip(context.input),
		argument: mapTensors(context.argument, seenBy),
		inputs: context.inputs.map(asDense),
		values: context.values.map((value) => mapTensors(value, seenBy)),
		parameter: (name) => mapTensors(context.parameter(name), dense),
	};
}

/** The tensors in the arguments after the first. */
function otherTensors(definition: LayerDefinition<unknown>, context: CallContext): readonly TensorValue[] {
	const text = perWorld(definition.callSignature ?? "inputs", context.world);
	const names = signature(text).parameters.slice(1);
	return names.flatMap(({ name }) => flattenTensors(context.parameter(name)));
}

const relayout = (structure: SpecStructure, layout: Layout | undefined): SpecStructure =>
	isSpec(structure)
		? withLayout(structure, structure.layout ?? layout)
		: layout && layout.kind !== "sparse"
			? vague("which of the outputs are ragged is not followed")
			: structure;

/** Layers of Keras 2 that give their input as it is, unless they train. */
const HANDING_ON = /^(Identity|(Spatial)?Dropout([123]D)?)$/;

/** What `tf.identity` leaves of the shape of a SparseTensor. */
function withoutSizes(structure: SpecStructure): SpecStructure {
	if (!isSpec(structure) || structure.shape.kind !== "ranked") return vague("tf.identity of several SparseTensors");
	const why = { text: "tf.identity loses the sizes of a SparseTensor" };
	return { ...structure, shape: ranked(structure.shape.dims.map(() => noneDim(why))), layout: { kind: "unknown" } };
}

/** `call` of a layer, whatever the layout of its inputs. */
export function callWithLayouts(
	definition: LayerDefinition<unknown>,
	config: unknown,
	context: CallContext,
	{ option, inner }: Pick<OddCall, "option" | "inner">,
): SpecStructure {
	const { world, mode } = context;
	const tensors = [...context.values.flatMap(flattenTensors), ...otherTensors(definition, context)];
	const all = tensors.map((tensor) => context.cast(tensor.spec));
	if (layoutsOf(all).length === 0) return definition.call(config, context);
	const inputs = world === "keras2" ? all.map(seen) : all;
	const layouts = layoutsOf(inputs);
	const asDenseCall = () => definition.call(config, denseContext(context));
	if (layouts.length === 0) return asDenseCall();
	if (layouts.some(({ kind }) => kind === "unknown")) vague("whether an input is sparse or ragged is not known");
	const odd: OddCall = { name: definition.name, context, config, inputs, layouts, option, inner };
	if (world === "keras3" && mode === "symbolic") return relayout(asDenseCall(), keras3Layout(odd));
	const rule = world === "keras2" ? keras2Rule(odd) : tracesKeras3(odd);
	if (rule.kind === "itself") return definition.call(config, context);
	if (rule.kind === "unknown") vague(`what ${definition.name} makes of a ${layouts[0]?.kind} tensor is not followed`);
	if (rule.kind === "own") return rule.call(asDenseCall);
	// Until 2.13, what hands its input on handed it to `tf.identity`, which loses the sizes of a SparseTensor.
	const isHandedOn = world === "keras2" && HANDING_ON.test(definition.name) && layouts[0]?.kind === "sparse";
	if (isHandedOn && !isSince("2.13", context)) return withoutSizes(asDenseCall());
	if (rule.kind === "layout") return relayout(asDenseCall(), rule.layout);
	return context.fail({
		code: "invalid-layer-input",
		exception: rule.exception,
		message: `${definition.name} cannot be called on a ${layouts[0]?.kind} tensor`,
	});
}
