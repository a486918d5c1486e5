import { type Dim, isStatic } from "../../../domain";
import type { Size } from "../../utils/argument-validation";

interface Sliding {
	readonly kernel: readonly Size[];
	readonly strides: readonly Size[];
	readonly padding: string;
}

/**
 * How many pairs of an input and an output position a window connects, over all axes; a window that hangs over the edge
 * has fewer. Mirrors `conv_connected_inputs` of keras/src/utils/conv_utils.py (2.15).
 */
export function connections(sliding: Sliding, input: readonly Dim[], output: readonly Dim[]): Dim {
	let all = 1;
	for (const [axis, length] of input.entries()) {
		const [count, size, stride] = [output[axis] as Dim, sliding.kernel[axis]?.dim, sliding.strides[axis]?.dim];
		const open = [length, count, size, stride].find((dim) => dim !== undefined && !isStatic(dim));
		if (open !== undefined) return open;
		all *= alongAxis(length as number, count as number, size as number, stride as number, sliding.padding);
	}
	return all;
}

function alongAxis(length: number, count: number, size: number, stride: number, padding: string): number {
	const left = Math.floor(size / 2);
	let pairs = 0;
	for (let position = 0; position < count; position += 1) {
		const center = position * stride + (padding === "valid" ? left : 0);
		pairs += Math.max(0, Math.min(length, center + size - left) - Math.max(0, center - left));
	}
	return pairs;
}
