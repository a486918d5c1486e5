import { type DType, type InstanceValue, int, library, NONE, type Origin, str, tuple, type Value } from "../../domain";
import {
	type Bound,
	dictFrom,
	type LibraryCall,
	raise,
	syntheticArguments,
	textOf,
	vague,
} from "../../interpreter/api";
import { readShape } from "../layers/core/input-shape";
import { itemsOf } from "./argument-readers";
import type { InputSpec } from "./layer-definition";
import type { LayerState } from "./layer-state";
import { defineObject, objectState } from "./library-object";
import { shapeToValue } from "./shape-value";
import { standardizeDType } from "./standardize-dtype";

/** The content of an InputSpec; absent when some of it is not known. */
interface Content {
	readonly spec: InputSpec | undefined;
	/** The attributes, as the constructor makes them. */
	readonly held: ReadonlyMap<string, Value>;
}

const numberOf = (value: Value | undefined): number | undefined =>
	value?.kind === "int" ? value.value : value?.kind === "bool" ? Number(value.value) : undefined;

/** `InputSpec.__init__` of keras/src/engine/input_spec.py (2.15) and keras/src/layers/input_spec.py (3). */
function readContent(bound: Bound, call: LibraryCall): Content {
	const held = new Map<string, Value>();
	for (const name of ["max_ndim", "min_ndim", "name", "allow_last_axis_squeeze"]) held.set(name, bound.get(name));
	if (call.world === "keras3") held.set("optional", bound.get("optional"));
	held.set("dtype", dtypeName(bound, call));
	const shape = shapeTuple(bound, call);
	held.set("shape", shape);
	held.set(
		"ndim",
		shape.kind === "tuple" ? int(shape.items.length) : shape.kind === "none" ? bound.get("ndim") : shape,
	);
	held.set("axes", readAxes(bound.get("axes"), call));
	checkAxes(held);
	return { spec: readSpec(held), held };
}

const originOf = (bound: Bound, name: string, call: LibraryCall): Origin =>
	bound.given(name)?.origin ?? call.args.origin;

/** `tf.as_dtype(dtype).name` in Keras 2, `standardize_dtype(dtype)` in Keras 3; no dtype is none. */
function dtypeName(bound: Bound, call: LibraryCall): Value {
	const value = bound.get("dtype");
	if (value.kind === "none") return NONE;
	const dtype =
		call.world === "keras2"
			? tensorflowDType(value, originOf(bound, "dtype", call), call)
			: standardizeDType(value, call);
	return typeof dtype === "string" ? str(dtype) : { kind: "str" };
}

function tensorflowDType(value: Value, origin: Origin, { machine, world }: LibraryCall): DType {
	const found = machine.call(library("tensorflow.as_dtype", world), syntheticArguments([value], origin));
	return found.kind === "dtype" ? found.dtype : vague("the dtype of an InputSpec is not known");
}

/** The sizes as a tuple; none for a shape of unknown rank. */
function shapeTuple(bound: Bound, call: LibraryCall): Value {
	const value = bound.get("shape");
	const origin = originOf(bound, "shape", call);
	if (value.kind === "none") return NONE;
	if (call.world === "keras3") {
		const reader = { machine: call.machine, world: call.world, origin, what: "InputSpec" };
		const shape = readShape(value, "shape", reader);
		if (value.kind === "iterator" || (value.kind === "tensor" && value.flavor === "Variable"))
			raise({
				code: "invalid-input-shape",
				exception: "TypeError",
				message: "the shape of an InputSpec has a length",
				argument: "shape",
			});
		return shape.kind === "ranked"
			? shapeToValue(shape, "keras3", false)
			: vague("the shape of an InputSpec is not known");
	}
	const shape = call.machine.call(library("tensorflow.TensorShape", call.world), syntheticArguments([value], origin));
	if (shape.kind !== "tensorshape") return vague("the shape of an InputSpec is not known");
	if (shape.shape.kind === "unknown-rank") return NONE;
	return tuple(call.machine.iterate(shape, origin) ?? vague("the shape of an InputSpec is not known"));
}

function reject(exception: string, message: string): never {
	raise({ code: "invalid-layer-argument", exception, message, argument: "axes" });
}

const NO_AXES = "axes must be a dict of which the keys are ints";

/** `{int(k): axes[k] for k in axes or {}}`. */
function readAxes(value: Value, { machine, args }: LibraryCall): Value {
	const isTrue = machine.truth(value, args.origin);
	if (isTrue === false) return dictFrom([]);
	if (value.kind === "dict") {
		const entries = value.entries ?? vague("the axes of an InputSpec are not known");
		return dictFrom([...entries.values()].map((entry) => [axisOf(entry.key), entry.value] as const));
	}
	const items = value.kind === "list" || value.kind === "tuple" ? value.items : undefined;
	if (value.kind === "str" || value.kind === "int" || value.kind === "float") return reject("TypeError", NO_AXES);
	if (!items || isTrue === undefined) return vague("the axes of an InputSpec are not known");
	return dictFrom(
		items.map((item) => {
			const axis = axisOf(item);
			return [
				axis,
				items.at(axis.value ?? 0) ?? reject("IndexError", "axes is a list, which has no such axis"),
			] as const;
		}),
	);
}

/** `int(key)`. */
function axisOf(key: Value): Extract<Value, { kind: "int" }> {
	if (key.kind === "unknown" || key.kind === "instance") return vague("an axis of an InputSpec is not known");
	const isText = key.kind === "str" && key.value !== undefined && /^\s*[+-]?\d+\s*$/.test(key.value);
	const number = isText || key.kind === "float" ? Number(key.value) : numberOf(key);
	return { kind: "int", value: number === undefined ? reject("TypeError", NO_AXES) : Math.trunc(number) };
}

/** The greatest axis lies within the rank, or the greatest rank. */
function checkAxes(held: ReadonlyMap<string, Value>): void {
	const axes = held.get("axes");
	const [ndim, max] = [held.get("ndim") ?? NONE, held.get("max_ndim") ?? NONE];
	const keys = axes?.kind === "dict" ? [...(axes.entries?.values() ?? [])].map(({ key }) => numberOf(key) ?? 0) : [];
	if (keys.length === 0 || (ndim.kind === "none" && max.kind === "none")) return;
	const limit = numberOf(ndim) || (ndim.kind === "none" || numberOf(ndim) === 0 ? numberOf(max) : undefined);
	if (limit === undefined) vague("the rank of an InputSpec is not known");
	const greatest = Math.max(...keys);
	if (greatest > limit - 1) reject("ValueError", `axis ${greatest} is greater than ${limit - 1}, the last one`);
}

/** What a layer demands of its inputs, for calls of layers that hold the spec. */
function readSpec(held: ReadonlyMap<string, Value>): InputSpec | undefined {
	const known: Record<string, unknown> = {};
	for (const [argument, field] of [
		["ndim", "ndim"],
		["max_ndim", "maxNdim"],
		["min_ndim", "minNdim"],
	] as const) {
		const value = held.get(argument) ?? NONE;
		if (value.kind === "none") continue;
		const number = numberOf(value);
		if (number === undefined) return undefined;
		known[field] = number;
	}
	const [shape, axes] = [held.get("shape") ?? NONE, held.get("axes") ?? NONE];
	if (shape.kind === "tuple") {
		const sizes = shape.items.map((item) => (item.kind === "none" ? null : numberOf(item)));
		if (sizes.includes(undefined)) return undefined;
		known.shape = sizes;
		delete known.ndim;
	}
	const sizes = sizesOfAxes(axes);
	if (sizes === undefined) return undefined;
	if (Object.keys(sizes).length > 0) known.axes = sizes;
	const dtype = held.get("dtype") ?? NONE;
	if (dtype.kind === "str") {
		if (dtype.value === undefined) return undefined;
		known.dtype = dtype.value;
	}
	const squeeze = held.get("allow_last_axis_squeeze");
	if (squeeze?.kind !== "bool" || squeeze.value === undefined) return undefined;
	if (squeeze.value) known.allowLastAxisSqueeze = true;
	return known;
}

function sizesOfAxes(value: Value): Readonly<Record<number, number>> | undefined {
	const axes: Record<number, number> = {};
	if (value.kind !== "dict" || !value.entries) return undefined;
	for (const { key, value: size } of value.entries.values()) {
		const [axis, wanted] = [numberOf(key), size.kind === "none" ? null : numberOf(size)];
		if (axis === undefined || wanted === undefined) return undefined;
		if (wanted !== null) axes[axis] = wanted;
	}
	return axes;
}

const SHOWN = ["dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes"] as const;

/** `InputSpec(shape=(None, 4), ndim=2)`: what is falsy is left out. */
function shownAs({ held }: Content, { machine, args }: LibraryCall): Value {
	const parts: string[] = [];
	for (const name of SHOWN) {
		const value = held.get(name) ?? NONE;
		const isShown = machine.truth(value, args.origin);
		if (isShown === false) continue;
		const text = textOf(value, false, machine);
		if (text === undefined || isShown === undefined) return { kind: "str" };
		parts.push(`${name}=${text}`);
	}
	return str(`InputSpec(${parts.join(", ")})`);
}

/** What it has besides what it was given. */
const METHODS: ReadonlySet<string> = new Set(["get_config", "from_config"]);

function attributeOf({ held }: Content, name: string): Value | undefined {
	const own = held.get(name);
	if (own || METHODS.has(name) || name.startsWith("_")) return own;
	raise({ code: "python-error", exception: "AttributeError", message: `an InputSpec has no attribute ${name}` });
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
	construct: (bound, call) => (bound.open ? vague(bound.open) : readContent(bound, call)),
	attribute: attributeOf,
	methods: {
		__repr__: (self, call) => {
			const content = objectState<Content>(self, "input-spec");
			return content ? shownAs(content, call) : { kind: "str" };
		},
	},
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
