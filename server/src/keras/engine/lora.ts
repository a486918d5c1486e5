import type { Dim, Value } from "../../domain";
import { typeName, vague } from "../../interpreter/api";
import { asInt } from "./argument-readers";
import type { BuildContext, LayerArguments } from "./layer-definition";

/** `lora_rank` of Keras 3's Dense and Embedding: `enable_lora` in `build`. */

/** What was given for the rank of the matrices; absent without LoRA. */
export function readLoraRank(args: LayerArguments): Value | undefined {
	const value = args.get("lora_rank");
	const truth = args.machine.truth(value, { path: "", start: 0, end: 0 });
	return truth === false ? undefined : value;
}

const sizeOf = (rank: Value): number | undefined =>
	asInt(rank) ?? (rank.kind === "int" ? vague("lora_rank is not known") : undefined);

interface Lora {
	readonly rank: Value;
	/** The weight that is frozen. */
	readonly name: string;
	readonly shape: readonly [Dim, Dim];
	readonly isConstrained: boolean;
}

/** Adds the two small matrices, whose product is added to the frozen weight. */
export function addLora(context: BuildContext, { rank, name, shape, isConstrained }: Lora): void {
	const fail = (message: string): never =>
		context.fail({ code: "invalid-layer-argument", message, argument: "lora_rank" });
	if (isConstrained) fail(`lora_rank cannot be combined with a constraint of the ${name}`);
	if (["unknown", "instance", "tensor"].includes(rank.kind)) vague("lora_rank is not known");
	const size = sizeOf(rank) ?? fail(`lora_rank must be an int, found a value of type ${typeName(rank)}`);
	if (size < 0) fail(`lora_rank must not be negative, found ${size}`);
	context.addWeight(`lora_${name}_a`, [shape[0], size], { dtype: "float32" });
	context.addWeight(`lora_${name}_b`, [size, shape[1]], { dtype: "float32" });
}
