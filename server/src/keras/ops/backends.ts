import {
	type Dim,
	type DType,
	type Reason,
	ranked,
	type Shape,
	sameDim,
	topShape,
	unknown,
	unknownDim,
	unknownDType,
} from "../../domain";
import type { OpResult, TensorResult } from "./op-result";

const open = (cause: Reason): Reason => ({ text: "what comes out is the backend's", cause });

function agreedShape(a: Shape, b: Shape, why: Reason): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked" || a.dims.length !== b.dims.length) return topShape(open(why));
	const both = (dim: Dim, axis: number): Dim => (sameDim(dim, b.dims[axis] as Dim) ? dim : unknownDim(open(why)));
	return ranked(a.dims.map(both));
}

const agreedDType = (a: DType, b: DType, why: Reason): DType => (a === b ? a : unknownDType(open(why)));

const agreedTensor = (a: TensorResult, b: TensorResult | undefined, why: Reason): TensorResult => ({
	shape: b ? agreedShape(a.shape, b.shape, why) : topShape(open(why)),
	dtype: b ? agreedDType(a.dtype, b.dtype, why) : unknownDType(open(why)),
});

/** What TensorFlow computes, as far as Keras declares the same; the rest is another backend's. */
export function agreed(computed: OpResult, declared: OpResult | undefined, why: Reason): OpResult {
	if ("value" in computed)
		return computed.value.kind === "tensor" && !declared ? { value: unknown(open(why)) } : computed;
	if ("shape" in computed) return agreedTensor(computed, declared && "shape" in declared ? declared : undefined, why);
	const items = declared && "items" in declared ? declared.items : [];
	return { ...computed, items: computed.items.map((item, index) => agreed(item, items[index], why)) };
}
