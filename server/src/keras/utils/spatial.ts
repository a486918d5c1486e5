import { type Dim, isNone, isStatic, mapDims, printShape, ranked } from "../../domain";
import { raise, vague } from "../../interpreter/api";
import type { Size } from "./argument-validation";
import type { Padding } from "./data-format";

/** The dimensions of an image-like tensor by their meaning. */
export interface SpatialShape {
	/** One dimension, or several where a convolution takes extra batch axes. */
	readonly batch: readonly Dim[];
	readonly spatial: readonly Dim[];
	readonly channels: Dim;
}

/** What follows from a shape of too low a rank, which the input spec has rejected, is not known. */
export function requireAxes(dims: readonly Dim[], rank: number): void {
	if (dims.length < rank + 2) vague(`the input's rank is below ${rank + 2}`);
}

/** Splits a shape of `rank + 2` dimensions or more. */
export function splitShape(dims: readonly Dim[], rank: number, channelsFirst: boolean): SpatialShape {
	requireAxes(dims, rank);
	const batchRank = dims.length - rank - 1;
	const channelAxis = channelsFirst ? batchRank : dims.length - 1;
	const start = channelsFirst ? batchRank + 1 : batchRank;
	return {
		batch: dims.slice(0, batchRank),
		spatial: dims.slice(start, start + rank),
		channels: dims[channelAxis] as Dim,
	};
}

export const joinShape = ({ batch, spatial, channels }: SpatialShape, channelsFirst: boolean): readonly Dim[] =>
	channelsFirst ? [...batch, channels, ...spatial] : [...batch, ...spatial, channels];

/** A window that slides over one axis. */
export interface Window {
	readonly size: Size;
	readonly stride: Size;
	readonly dilation: Size;
	readonly padding: Padding;
}

/**
 * How often a window fits: `floor((length - dilation * (size - 1) - 1) / stride) + 1`, or with padding
 * `floor((length - 1) / stride) + 1`. `None` stays `None`, whatever the window.
 */
export function windowCount(length: Dim, window: Window): Dim {
	const { size, stride, dilation, padding } = window;
	if (isNone(length)) return length;
	if (padding === "valid") {
		return mapDims([length, size.dim, stride.dim, dilation.dim], ([l = 0, k = 0, s = 0, d = 0]) =>
			slide(l - d * (k - 1) - 1, s),
		);
	}
	return mapDims([length, stride.dim], ([l = 0, s = 0]) => slide(l - 1, s));
}

const slide = (length: number, stride: number): number => Math.floor(length / stride) + 1;

/** Raises what a window larger than its input gives; `dims` is the whole input shape. */
export function failWindow(
	layer: string,
	length: Dim,
	window: Window,
	dims: readonly Dim[],
	argument: string,
	exception = "ValueError",
): never {
	const { size, dilation } = window;
	const wide = isStatic(dilation.dim) && dilation.dim > 1 ? `, dilated by ${dilation.dim},` : "";
	raise({
		code: "non-positive-output-size",
		exception,
		message: `a window of ${print(size)}${wide} does not fit in size ${print({ dim: length })} of ${layer}'s input ${printShape(ranked(dims))}`,
		facts: { argument },
	});
}

const print = ({ dim }: { readonly dim: Dim }): string => (isStatic(dim) ? String(dim) : "?");
