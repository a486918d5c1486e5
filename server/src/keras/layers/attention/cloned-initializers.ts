import type { BuildContext, LayerArguments } from "../../engine/layer-definition";

const NAMES = ["kernel_initializer", "bias_initializer"] as const;

/** The initializer that is an object of no class with a `from_config`: None, or a function. */
export const unclonedInitializer = (args: LayerArguments): string | undefined =>
	NAMES.find((name) => ["none", "function"].includes(args.get(name).kind));

/** Each projection of an attention is built with a clone of the layer's initializers, made from their configs. */
export function cloneInitializers(uncloned: string | undefined, { fail }: BuildContext): void {
	if (!uncloned) return;
	fail({
		code: "invalid-layer-argument",
		exception: "AttributeError",
		message: `attention clones its ${uncloned}, which must be an Initializer`,
		argument: uncloned,
	});
}
