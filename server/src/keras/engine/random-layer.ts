import type { LayerArguments } from "./layer-definition";

/** Keywords that `BaseRandomLayer` of Keras 2 takes beyond a layer's own signature (base_layer.py, 2.15). */
export const RANDOM_KEYWORDS = { keras2: ["seed", "force_generator", "rng_type"], keras3: [] } as const;

const GENERATORS: ReadonlySet<string> = new Set(["stateless", "stateful", "legacy_stateful"]);

/** `rng_type` names one of three kinds of generators. */
export function checkRandomKeywords(args: LayerArguments): void {
	if (args.world === "keras3") return;
	const value = args.bound.extra.find((each) => each.name === "rng_type")?.value;
	if (value?.kind !== "str" || value.value === undefined || GENERATORS.has(value.value)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `rng_type must be "stateless", "stateful" or "legacy_stateful", found "${value.value}"`,
		argument: "rng_type",
	});
}
