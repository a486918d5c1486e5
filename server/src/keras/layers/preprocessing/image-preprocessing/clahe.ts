import { type Dim, isStatic, type Value } from "../../../../domain";
import { asInt, itemsOf, readNumber } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";
import { STRINGS_UNCAST, unlisted } from "../../../engine/refused-dtypes";
import { defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { failKept, type Kept, kept, requireOrdered, transformRange, unpackPair } from "./kept-arguments";

/**
 * `keras.layers.ContrastLimitedAdaptiveHistogramEqualization` of Keras 3: `(batch, height, width, channels)` ->
 * `(batch, height, width, channels)`. Evens out the values within tiles. Mirrors image_preprocessing/clahe.py.
 */
export const ContrastLimitedAdaptiveHistogramEqualization = defineAugmentationLayer<{
	readonly grid: readonly (number | undefined)[] | undefined;
	readonly values: Kept;
	readonly tiles: Kept;
	readonly limit: Kept;
}>({
	name: "ContrastLimitedAdaptiveHistogramEqualization",
	worlds: ["keras3"],
	signature: "value_range=(0, 255), clip_limit=4.0, tile_grid_size=(8, 8), data_format=None, **kwargs",
	baseFactor: true,
	onTensors: ({ grid }) => ({
		idle: "changed",
		integers: "kept",
		refuses: [STRINGS_UNCAST, unlisted("complex64", "complex128")],
		open: { error: "TypeError", of: "image" },
		requireSizes: (sizes, context) => requireTiles(grid, sizes, context),
	}),
	policies: [unlisted("complex64", "complex128")],
	configure: (args) => ({
		grid: itemsOf(args.get("tile_grid_size"))?.map(asInt),
		values: kept(args, "value_range"),
		tiles: kept(args, "tile_grid_size"),
		limit: kept(args, "clip_limit"),
	}),
	computes({ values, tiles, limit }, _image, context) {
		transformRange(values, [0, 255], context);
		for (const size of unpackPair(tiles, context) ?? []) requireTileCount(tiles, size, context);
		requireOrdered(limit, context);
	},
});

/** A kernel fills up the last tiles with what lies before them, and no more than that. */
function requireTiles(
	grid: readonly (number | undefined)[] | undefined,
	sizes: readonly Dim[],
	context: CallContext,
): void {
	if (context.mode !== "eager") return;
	if (grid?.length !== 2) return;
	for (const [axis, tiles] of grid.entries()) {
		const size = sizes[axis];
		if (tiles === undefined || tiles < 1 || size === undefined || !isStatic(size)) continue;
		if (Math.ceil(size / tiles) * tiles - size <= size) continue;
		context.fail({
			code: "input-axis-size",
			exception: "InvalidArgumentError",
			message: `${tiles} tiles do not lie on ${size} pixels`,
			argument: "tile_grid_size",
		});
	}
}

/** `(size + tiles - 1) // tiles`, of which shapes are made. */
function requireTileCount(tiles: Kept, count: Value, context: CallContext): void {
	const fail = (graph: string, eager: string): never =>
		failKept(tiles, "two ints above 0", context.mode === "eager" ? eager : graph, context);
	const number = readNumber(count);
	if (count.kind === "none" || count.kind === "str" || itemsOf(count)) fail("TypeError", "TypeError");
	if (number === 0) fail("ZeroDivisionError", "ZeroDivisionError");
	if (count.kind === "float") fail("TypeError", "InvalidArgumentError");
	if (number !== undefined && number < 0) fail("ValueError", "InvalidArgumentError");
}
