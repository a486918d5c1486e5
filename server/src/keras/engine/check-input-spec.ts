import { type Dim, isStatic, printDim, printShape, type RankedShape, type Spec } from "../../domain";
import { raise } from "../../interpreter/api";
import type { InputSpec } from "./layer-definition";

/**
 * Keras's `assert_input_compatibility`. Mirrors keras/src/layers/input_spec.py in both worlds: rank, then dtype, then
 * axes, then shape; a `None` or `?` size is compatible with everything.
 */
export function checkInputSpec(specs: readonly InputSpec[], inputs: readonly Spec[], layer: string): void {
	if (inputs.length !== specs.length) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `layer ${layer} expects ${specs.length} input(s), but it received ${inputs.length}`,
		});
	}
	specs.forEach((spec, index) => {
		const input = inputs[index];
		if (input?.shape.kind === "ranked") checkOne(spec, input, input.shape, layer);
	});
}

function checkOne(spec: InputSpec, input: Spec, shape: RankedShape, layer: string): void {
	const rank = shape.dims.length;
	const found = `found ndim=${rank}, shape ${printShape(shape)}`;
	const squeezable = spec.allowLastAxisSqueeze === true;
	const expectedRank = spec.ndim ?? (spec.shape && !squeezable ? spec.shape.length : undefined);
	if (expectedRank !== undefined && !squeezable && rank !== expectedRank) {
		failRank(`${layer} expects ndim=${expectedRank}, ${found}`, rank, expectedRank);
	}
	if (spec.maxNdim !== undefined && rank > spec.maxNdim)
		failRank(`${layer} expects max_ndim=${spec.maxNdim}, ${found}`, rank, spec.maxNdim);
	if (spec.minNdim !== undefined && rank < spec.minNdim)
		failRank(`${layer} expects min_ndim=${spec.minNdim}, ${found}`, rank, spec.minNdim);
	if (spec.dtype !== undefined && typeof input.dtype === "string" && input.dtype !== spec.dtype) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `${layer} expects dtype ${spec.dtype}, found dtype ${input.dtype}`,
		});
	}
	for (const [axisText, size] of Object.entries(spec.axes ?? {})) checkAxis(Number(axisText), size, shape, layer);
	const dims = squeezable && shape.dims.at(-1) === 1 ? shape.dims.slice(0, -1) : shape.dims;
	const sizes = squeezable && spec.shape?.at(-1) === 1 ? spec.shape.slice(0, -1) : spec.shape;
	sizes?.forEach((size, axis) => {
		const dim = dims[axis];
		if (size !== null && dim !== undefined && isStatic(dim) && dim !== size) failAxis(axis, size, dim, shape, layer);
	});
}

function failRank(message: string, rank: number, expected: number): never {
	raise({ code: "input-rank", exception: "ValueError", message, facts: { rank, expected } });
}

function checkAxis(axis: number, size: number, shape: RankedShape, layer: string): void {
	const dim = shape.dims.at(axis);
	if (dim !== undefined && isStatic(dim) && dim !== size) failAxis(axis, size, dim, shape, layer);
}

function failAxis(axis: number, size: number, dim: Dim, shape: RankedShape, layer: string): never {
	raise({
		code: "input-axis-size",
		exception: "ValueError",
		message: `${layer} expects axis ${axis} to have size ${size}, found ${printDim(dim)} in shape ${printShape(shape)}`,
		facts: { axis, expected: size, ...(isStatic(dim) ? { found: dim } : {}) },
	});
}
