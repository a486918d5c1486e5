import { type InstanceValue, isDTypeName, type Value } from "../../domain";
import type { Bound } from "../../interpreter/api";
import { itemsOf } from "./argument-readers";
import type { InputSpec } from "./layer-definition";
import type { LayerState } from "./layer-state";
import { defineObject, objectState } from "./library-object";

/** The content of an InputSpec; absent when some of it is not known. */
interface Content {
	readonly spec: InputSpec | undefined;
	/** The arguments, as attributes tell them. */
	readonly given: ReadonlyMap<string, Value>;
}

const numberOf = (value: Value): number | undefined => (value.kind === "int" ? value.value : undefined);

const ARGUMENTS = ["ndim", "max_ndim", "min_ndim", "shape", "axes", "dtype", "name"] as const;

const readContent = (bound: Bound): Content => ({
	...readSpec(bound),
	given: new Map(ARGUMENTS.map((name) => [name, bound.get(name)])),
});

function readSpec(bound: Bound): Pick<Content, "spec"> {
	const known: Record<string, unknown> = {};
	for (const [argument, field] of [
		["ndim", "ndim"],
		["max_ndim", "maxNdim"],
		["min_ndim", "minNdim"],
	] as const) {
		const value = bound.get(argument);
		if (value.kind === "none") continue;
		const number = numberOf(value);
		if (number === undefined) return { spec: undefined };
		known[field] = number;
	}
	const [shape, axes, dtype] = [readSizes(bound.get("shape")), readAxes(bound.get("axes")), bound.get("dtype")];
	const isKnownDType = dtype.kind === "none" || (dtype.kind === "str" && dtype.value && isDTypeName(dtype.value));
	if (shape === undefined || axes === undefined || !isKnownDType || bound.open) return { spec: undefined };
	if (shape !== null) known.shape = shape;
	if (axes !== null) known.axes = axes;
	if (dtype.kind === "str") known.dtype = dtype.value;
	const squeeze = bound.get("allow_last_axis_squeeze");
	if (squeeze.kind !== "bool" || squeeze.value === undefined) return { spec: undefined };
	if (squeeze.value) known.allowLastAxisSqueeze = true;
	return { spec: known };
}

/** Sizes of a shape; null when there is none. */
function readSizes(value: Value): readonly (number | null)[] | null | undefined {
	if (value.kind === "none") return null;
	if (value.kind === "tensorshape") return undefined;
	const sizes = itemsOf(value)?.map((item) => (item.kind === "none" ? null : numberOf(item)));
	return sizes === undefined || sizes.includes(undefined) ? undefined : (sizes as (number | null)[]);
}

function readAxes(value: Value): Readonly<Record<number, number>> | null | undefined {
	if (value.kind === "none") return null;
	if (value.kind !== "dict" || !value.entries) return undefined;
	const axes: Record<number, number> = {};
	for (const { key, value: size } of value.entries.values()) {
		const [axis, wanted] = [numberOf(key), size.kind === "none" ? null : numberOf(size)];
		if (axis === undefined || wanted === undefined) return undefined;
		if (wanted !== null) axes[axis] = wanted;
	}
	return axes;
}

/** `spec.shape` is a tuple; the rank is the shape's when there is one; the axes are None or a dict. */
function attributeOf(given: ReadonlyMap<string, Value>, name: string): Value | undefined {
	const shape = given.get("shape");
	const sizes = shape && itemsOf(shape);
	if (name === "shape") return sizes ? { kind: "tuple", items: sizes } : shape?.kind === "none" ? shape : undefined;
	if (name === "ndim" && shape?.kind !== "none") return sizes && { kind: "int", value: sizes.length };
	return name === "axes" ? undefined : given.get(name);
}

/** `keras.layers.InputSpec`. */
export const InputSpecClass = defineObject<Content>({
	name: "keras.layers.InputSpec",
	aliases: ["keras.InputSpec"],
	type: "input-spec",
	signature: {
		keras2:
			"dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, allow_last_axis_squeeze=False, name=None",
		keras3:
			"dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, allow_last_axis_squeeze=False, name=None, optional=False",
	},
	construct: readContent,
	attribute: ({ given }, name) => attributeOf(given, name),
});

/** What the user's class demands by `self.input_spec`, or the built-in layer that it derives from; absent when nothing is known. */
export function inputSpecsOf(self: InstanceValue, state: LayerState): readonly InputSpec[] | undefined {
	const own = self.attrs.get("input_spec");
	if (own) {
		const specs = (itemsOf(own) ?? [own]).map((each) => objectState<Content>(each, "input-spec")?.spec);
		return specs.length === 0 || specs.includes(undefined) ? undefined : (specs as InputSpec[]);
	}
	const built = state.built?.inputSpec;
	if (built) return built;
	const declared = state.config === undefined ? undefined : state.definition?.inputSpec?.(state.config, state.world);
	return declared && (Array.isArray(declared) ? declared : [declared as InputSpec]);
}
