import { NONE, type World } from "../../../domain";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { checkSeed } from "./base-random";
import { checkRate, dropOut } from "./dropout";

type DropoutConfig = Parameters<typeof dropOut>[0];

/**
 * `keras.layers.SpatialDropout1D/2D/3D`: `(batch, …spatial, channels)`, kept; whole channels are dropped. Mirrors
 * keras/src/layers/regularization/spatial_dropout{1,2,3}d.py (2.15) and spatial_dropout.py (3).
 */
const spatialDropout = (rank: 3 | 4 | 5) => ({
	name: `SpatialDropout${rank - 2}D`,
	signature: {
		keras2: rank === 3 ? "rate, **kwargs" : "rate, data_format=None, **kwargs",
		keras3: `rate, ${rank === 3 ? "" : "data_format=None, "}seed=None, name=None, dtype=None`,
	},
	extraArguments: { keras2: ["noise_shape", "seed", "force_generator", "rng_type"] },
	callSignature: { keras2: "inputs, training=None", keras3: "inputs, training=False" },
	configure(args: LayerArguments) {
		checkRate(args);
		if (args.world === "keras3") checkSeed(args, "rate");
		if (rank > 3) checkDataFormat(args);
		return { rate: args.get("rate"), noiseShape: NONE };
	},
	inputSpec: (_config: DropoutConfig, _world: World) => ({ ndim: rank }),
	call: (config: DropoutConfig, context: CallContext) => dropOut(config, context),
});

/** Keras 3 lower-cases the text first; a value that has no `lower` fails in Python. */
function checkDataFormat(args: LayerArguments): void {
	const value = args.get("data_format");
	if (value.kind === "none" || value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) return;
	const text = value.kind === "str" ? value.value : undefined;
	const isValid = text === "channels_last" || text === "channels_first";
	const isValidAnyCase = args.world === "keras3" && /^channels_(last|first)$/i.test(text ?? "");
	if (isValid || isValidAnyCase) return;
	const unhashable = ["list", "dict", "set"].includes(value.kind);
	args.fail({
		code: "invalid-layer-argument",
		exception: args.world === "keras2" && unhashable ? "TypeError" : "ValueError",
		message: `data_format must be "channels_last" or "channels_first", found ${text ?? `a value of type ${value.kind}`}`,
		argument: "data_format",
	});
}

/** `keras.layers.SpatialDropout1D`: `(batch, steps, channels)` -> `(batch, steps, channels)`. Drops whole channels. */
export const SpatialDropout1D = defineLayer(spatialDropout(3));
/**
 * `keras.layers.SpatialDropout2D`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Drops
 * whole channels.
 */
export const SpatialDropout2D = defineLayer(spatialDropout(4));
/**
 * `keras.layers.SpatialDropout3D`: `(batch, depth, height, width, channels)` -> `(batch, depth, height, width,
 * channels)`. Drops whole channels.
 */
export const SpatialDropout3D = defineLayer(spatialDropout(5));
