import { readNumber } from "../../engine/argument-readers";
import type { ElementwiseRule } from "../../engine/elementwise";
import type { LayerArguments } from "../../engine/layer-definition";
import { noteVariables } from "../../engine/trace";
import { isSince } from "../../versions/release";

/** What the noise layers share: nothing happens to shape and dtype, in training or not. */

/** Layers that hand their input on: a list stays a list. */
export const PASS: ElementwiseRule = { takes: "any", nested: "keep" };

/** Layers that pass their input through `tf.identity`, which packs a list. */
export const IDENTITY: ElementwiseRule = { takes: "any", nested: "pack" };

/**
 * `seed` as Keras 3's SeedGenerator takes it: an int or None. It is made only for a rate above 0.
 */
export function checkSeed(args: LayerArguments, rate: string): void {
	const number = readNumber(args.get(rate));
	if (args.world === "keras2" || (number !== undefined && number <= 0)) return;
	requireSeed(args);
}

/** `SeedGenerator(seed)`: an int or None. A bool passes its check, but makes no tensor with the ints beside it. */
export function requireSeed(args: LayerArguments): void {
	const seed = args.get("seed");
	const isValid = seed.kind === "none" || seed.kind === "int" || seed.kind === "unknown";
	if (args.world === "keras3") noteVariables(args.machine, "the layer", "the state of its random seed");
	// Bools passed for ints in a few versions.
	if (seed.kind === "bool" && args.world === "keras3" && !isSince("3.7", args)) return;
	if (isValid || seed.kind === "tensor" || seed.kind === "instance") return;
	args.fail({
		code: "invalid-layer-argument",
		...(seed.kind === "bool" ? { anyBackend: false } : {}),
		message: "seed must be an integer or None",
		argument: "seed",
	});
}
