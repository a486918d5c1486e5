import {
	list,
	SPARSE,
	type Spec,
	specClass,
	type TypeSpecValue,
	unknown,
	type Value,
	type World,
	withLayout,
} from "../domain";
import { convert, makeTensor } from "./convert";

export { specClass } from "../domain";

/** The specs that describe values, and the values that specs describe. Both may be nested as `tf.nest` nests. */

/** A copy of a structure in which every leaf has become what `replace` makes of it. */
export function mapLeaves(value: Value, replace: (leaf: Value) => Value): Value {
	const map = (each: Value): Value => mapLeaves(each, replace);
	if (value.kind === "list" && value.items) return list(value.items.map(map));
	if (value.kind === "tuple") return { ...value, items: value.items.map(map) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(([key, entry]) => [key, { ...entry, value: map(entry.value) }] as const);
		return { ...value, entries: new Map(entries) };
	}
	return replace(value);
}

/** The spec of one tensor, as `tf.type_spec_from_value` gives it; its class follows from the layout. */
export function specOfTensor(spec: Spec, name?: string): TypeSpecValue {
	const kind = spec.layout?.kind;
	const type = kind === "ragged" ? "RaggedTensorSpec" : kind === "sparse" ? "SparseTensorSpec" : undefined;
	return { kind: "typespec", spec, name, derived: false, type };
}

/** The specs of a structure of tensors, numbers and arrays; what is none of them stays `?`. */
export const specsOf = (value: Value): Value =>
	mapLeaves(value, (leaf) => {
		if (leaf.kind === "typespec" || leaf.kind === "unknown") return leaf;
		if (leaf.kind === "tensor" && leaf.flavor !== "KerasTensor") return specOfTensor(leaf.spec);
		const { shape, dtype } = convert(leaf);
		return specOfTensor({ shape, dtype });
	});

/** A value of each spec of a structure: tensors that exist, or tensors of a graph. */
export const valuesOf = (specs: Value, world: World, eager: boolean): Value =>
	mapLeaves(specs, (leaf) => (leaf.kind === "typespec" ? valueOfSpec(leaf, world, eager) : leaf));

function valueOfSpec(spec: TypeSpecValue, world: World, eager: boolean): Value {
	const { shape, dtype, layout } = spec.spec;
	const name = specClass(spec);
	if (name === "TensorSpec" || name === "BoundedTensorSpec") return makeTensor(shape, dtype, { world, eager });
	const kept = name === "SparseTensorSpec" ? SPARSE : name === "RaggedTensorSpec" ? layout : undefined;
	if (!kept) return unknown({ text: `a value of a ${name} is not followed` });
	const dense = makeTensor(shape, dtype, { world, eager });
	return { ...dense, spec: withLayout(dense.spec, kept) };
}
