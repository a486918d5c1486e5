import type { TensorValue, Value, World } from "../../domain";
import { type Bound, type CallArguments, raise, type Signature } from "../../interpreter/api";
import { bindAt, signatureAt } from "../versions/former-signatures";
import { isSince, type Versioned } from "../versions/release";
import { exportedName, type LayerDefinition, perWorld } from "./layer-definition";
import { mapLeaves } from "./structure";
import { isLayer, rejectUncalled } from "./uncalled-layer";

/** A call of a layer, bound to the signature of its `call`. */
export interface LayerCall {
	readonly bound: Bound;
	/** The first argument; Python numbers in it are tensors, as Keras 2 makes them. */
	readonly first: Value;
	/** What Python says about the other arguments when Keras 2 comes to run `call`, after `build`. */
	readonly late: string | undefined;
	/** The arguments that `call` is given: without a `training` that it has no parameter for. */
	readonly passed: CallArguments;
}

const DEFAULT_CALL = "inputs, *args, **kwargs";

/** Binds the arguments of a layer's call and checks them in Keras's own order. */
export function readLayerCall(
	args: CallArguments,
	definition: LayerDefinition<unknown>,
	versioned: Versioned,
	name: string,
): LayerCall {
	const { world } = versioned;
	const newest = perWorld(definition.callSignature ?? DEFAULT_CALL, world);
	const qualified = exportedName(definition);
	const target = signatureAt(qualified, "call", newest, versioned);
	if (world === "keras3" && !definition.takesPlainArguments) rejectPlainArguments(args, name, versioned);
	const passed = withoutTraining(args, target);
	const bound = bindAt(qualified, "call", newest, versioned, passed);
	const first = target.parameters[0];
	const given = first && bound.given(first.name);
	const error = bindingError(bound, name);
	if (world === "keras3" && error) raise({ code: "invalid-layer-input", exception: "TypeError", message: error });
	if (!given) {
		raise({
			code: "invalid-layer-input",
			exception: world === "keras2" && !definition.arrange ? "ValueError" : "TypeError",
			message: `${name} was called without its input`,
		});
	}
	rejectUncalled(given.value, definition, world, name);
	const value = world === "keras2" ? mapLeaves(given.value, (leaf) => numberToTensor(leaf, world)) : given.value;
	return { bound, first: value, late: error ?? trainingTwice(args, target, world, name), passed };
}

/** Keras 3 passes `training` by keyword itself: by position it is there twice. */
function trainingTwice(args: CallArguments, target: Signature, world: World, name: string): string | undefined {
	const index = target.parameters.findIndex((each) => each.name === "training");
	const given = index < 0 ? undefined : args.positional[index]?.value;
	if (world === "keras2" || !given || given.kind === "none" || given.kind === "unknown") return undefined;
	return `${name} got training by position: pass it by keyword`;
}

/** `training=` is taken by every layer, whether its `call` has the parameter or not. */
function withoutTraining(args: CallArguments, target: Signature): CallArguments {
	if (target.kwarg !== undefined || target.parameters.some((each) => each.name === "training")) return args;
	return { ...args, keywords: args.keywords.filter((each) => each.name !== "training") };
}

/** Keras 3 takes only tensors by position, and None since 3.4. */
export function rejectPlainArguments(args: CallArguments, name: string, versioned: Versioned): void {
	const takesNone = isSince("3.4", versioned);
	for (const argument of args.positional) {
		mapLeaves(argument.value, (leaf) => {
			const isPlain = PLAIN.has(leaf.kind) || isLayer(leaf) || (leaf.kind === "none" && !takesNone);
			if (!isPlain || (leaf.kind === "int" && leaf.numpy)) return leaf;
			return raise({
				code: "invalid-layer-input",
				exception: "ValueError",
				message: `${name} was called on a value of type ${leaf.kind}: only tensors may be passed by position`,
			});
		});
	}
}

const PLAIN: ReadonlySet<Value["kind"]> = new Set([
	"int",
	"float",
	"bool",
	"str",
	"bytes",
	"complex",
	"ellipsis",
	"slice",
	"function",
	"library",
	"dtype",
	"typespec",
]);

/** What Python says about arguments that do not fit. */
export function bindingError(bound: Bound, name: string): string | undefined {
	const error = bound.errors[0];
	if (!error || bound.open) return undefined;
	if (error.kind === "too-many") return `${name} takes ${error.limit} argument(s), ${error.given} were given`;
	if (error.kind === "missing") return `${name} was called without ${error.names.join(", ")}`;
	return `${name} cannot be called with the argument ${error.name}`;
}

/** A Python number as the tensor that `tf.convert_to_tensor` makes of it. */
export function numberToTensor(value: Value, world: World): Value {
	if (value.kind !== "int" && value.kind !== "float" && value.kind !== "bool") return value;
	const dtype = value.kind === "int" ? "int32" : value.kind === "float" ? "float32" : "bool";
	const tensor: TensorValue = {
		kind: "tensor",
		flavor: "Tensor",
		spec: { shape: { kind: "ranked", dims: [] }, dtype },
		world,
		eager: true,
		content: value,
	};
	return tensor;
}
