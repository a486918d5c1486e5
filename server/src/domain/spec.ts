import { type DType, joinDTypes, leqDType, printDType, sameDType, unknownDType } from "./dtype";
import type { Reason } from "./reason";
import { joinShapes, leqShape, printShape, type Shape, sameShape, topShape } from "./shape";

/** The shape and dtype of a tensor. */
export interface Spec {
	readonly shape: Shape;
	readonly dtype: DType;
}

export const spec = (shape: Shape, dtype: DType): Spec => ({ shape, dtype });
export const topSpec = (why: Reason): Spec => ({ shape: topShape(why), dtype: unknownDType(why) });
export const sameSpec = (a: Spec, b: Spec): boolean => sameShape(a.shape, b.shape) && sameDType(a.dtype, b.dtype);
export const joinSpecs = (a: Spec, b: Spec): Spec => ({
	shape: joinShapes(a.shape, b.shape),
	dtype: joinDTypes(a.dtype, b.dtype),
});
export const leqSpec = (a: Spec, b: Spec): boolean => leqShape(a.shape, b.shape) && leqDType(a.dtype, b.dtype);
export const printSpec = (value: Spec): string => `${printShape(value.shape)} ${printDType(value.dtype)}`;
