import { type Dim, isStatic } from "../../../../domain";
import { asInt, itemsOf } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";
import { STRINGS_UNCAST, unlisted } from "../../../engine/refused-dtypes";
import { defineAugmentationLayer } from "./base-image-preprocessing-layer";

/**
 * `keras.layers.ContrastLimitedAdaptiveHistogramEqualization` of Keras 3: `(batch, height, width, channels)` ->
 * `(batch, height, width, channels)`. Evens out the values within tiles. Mirrors image_preprocessing/clahe.py.
 */
export const ContrastLimitedAdaptiveHistogramEqualization = defineAugmentationLayer<{
	readonly grid: readonly (number | undefined)[] | undefined;
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
	configure: (args) => ({ grid: itemsOf(args.get("tile_grid_size"))?.map(asInt) }),
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
