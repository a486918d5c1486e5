import {
	type InstanceValue,
	NONE,
	type Opaque,
	type Origin,
	ranked,
	type Shape,
	type Spec,
	specPart,
	type TypeSpecValue,
	unknownBecause,
	unknownRank,
	type Value,
} from "../../domain";
import { type ClassModel, type LibraryCall, vague } from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { makeSpec } from "../specs/from-value";
import { toTensorShape } from "../tensor-shape";

/** IndexedSlices are known by their spec. */
interface SpecState extends Opaque {
	readonly tag: "described";
	readonly spec: TypeSpecValue;
}

const keep = (self: InstanceValue, spec: TypeSpecValue): void => {
	self.native = { tag: "described", spec } as SpecState;
};

const specOf = (self: InstanceValue): TypeSpecValue | undefined =>
	self.native?.tag === "described" ? (self.native as SpecState).spec : undefined;

/** A part of the spec under its own name; other names that objects of the class have are not followed. */
const attributes =
	(parts: Readonly<Record<string, string>>, others: ReadonlySet<string>, name: string) =>
	(self: InstanceValue, attribute: string, _machine: unknown, origin: Origin): Value | undefined => {
		const spec = specOf(self);
		if (spec && attribute === "_type_spec") return spec;
		const part = parts[attribute];
		if (spec && part) return specPart(spec, part);
		return !spec || others.has(attribute) || attribute.startsWith("_")
			? unknownBecause(`the attribute ${attribute} of ${name} is not followed`, origin)
			: undefined;
	};

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** `tf.IndexedSlices(values, indices, dense_shape)`. Mirrors tensorflow/python/framework/indexed_slices.py. */
function initSlices(self: InstanceValue, { args }: LibraryCall): void {
	const bound = bindCall("IndexedSlices", "values, indices, dense_shape=None", args);
	const [values, indices, dense] = ["values", "indices", "dense_shape"].map((name) => describe(bound.get(name)));
	if (!values) vague("the values of IndexedSlices are not followed");
	const parts = {
		indices_dtype: dtypeValue(indices),
		dense_shape_dtype: dense ? dtypeValue(dense) : NONE,
		indices_shape: indices ? toTensorShape(indices.shape) : unknownBecause("the shape of the indices"),
	};
	const isOpen = bound.get("dense_shape").kind !== "none" && !dense;
	if (isOpen) vague("the dense shape of IndexedSlices is not followed");
	keep(
		self,
		makeSpec("IndexedSlicesSpec", { shape: slicesShape(values, bound.get("dense_shape")), dtype: values.dtype }, parts),
	);
}

const dtypeValue = (spec: Spec | undefined): Value =>
	spec ? { kind: "dtype", dtype: spec.dtype } : unknownBecause("a dtype that is not known");

const describe = (value: Value): Spec | undefined =>
	value.kind === "tensor" && value.flavor !== "KerasTensor" && !value.spec.layout ? value.spec : undefined;

/** The dense shape, as far as it is a constant; else only the sizes of the slices are known. */
function slicesShape(values: Spec, dense: Value): Shape {
	const items = dense.kind === "tensor" && dense.content?.kind === "list" ? dense.content.items : undefined;
	const dims = items?.map((item) => (item.kind === "int" ? item.value : undefined));
	if (dims && !dims.includes(undefined)) return ranked(dims as number[]);
	if (dense.kind !== "none") return vague("the dense shape of IndexedSlices is not known");
	if (values.shape.kind !== "ranked") return values.shape;
	return ranked([
		{ kind: "none", why: { text: "IndexedSlices do not say how many rows there are" } },
		...values.shape.dims.slice(1),
	]);
}

const ofSlices = attributes(
	{ dtype: "dtype" },
	words("consumers dense_shape device graph indices name op values"),
	"IndexedSlices",
);

export const INDEXED_SLICES: ClassModel = {
	kind: "class",
	name: "tensorflow.IndexedSlices",
	isBare: true,
	init: initSlices,
	attribute(self, name, machine, origin) {
		const spec = specOf(self);
		if (name !== "shape" || !spec) return ofSlices(self, name, machine, origin);
		// Its own shape is that of `dense_shape`, if there is one.
		const isOpen = specPart(spec, "dense_shape_dtype").kind === "none";
		return toTensorShape(isOpen ? unknownRank({ text: "IndexedSlices without a dense shape" }) : spec.spec.shape);
	},
};
