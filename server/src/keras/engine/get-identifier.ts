import { closest, type DictValue, misspelling, type Shape, type Value, type World } from "../../domain";
import { hasName, spanOf } from "../versions/names";
import { isSince, releaseOf } from "../versions/release";
import { isCallable } from "./callable";
import { customObject } from "./custom-objects";
import { ACTIVATION_LAYERS, IDENTIFIERS, type IdentifierKind, TRAPS } from "./identifiers";
import type { FailureText, LayerArguments } from "./layer-definition";

/** What `keras.<kind>.get(value)` gives: a built-in by name, something callable, or nothing. */
export type Identified =
	| { readonly kind: "none" }
	| { readonly kind: "named"; readonly name: string }
	| { readonly kind: "callable"; readonly value: Value }
	| { readonly kind: "tensor"; readonly shape: Shape }
	/** Not known, or taken without being looked at. */
	| { readonly kind: "other" };

const OTHER: Identified = { kind: "other" };

/**
 * `keras.activations.get` and its three sisters, for the argument of that name. Raises as Keras does for what is
 * neither None, a known name, a config nor callable.
 */
export function getIdentifier(args: LayerArguments, argument: string, kind: IdentifierKind): Identified {
	const value = args.get(argument);
	const fail = (message: string, more: Partial<FailureText> = {}): never =>
		args.fail({ code: "invalid-layer-argument", message, argument, ...more });
	if (value.kind === "none") return { kind: "none" };
	if (value.kind === "unknown") return OTHER;
	if (value.kind === "str" && value.value !== undefined) {
		const own = fromUser(value.value, kind, args);
		if (!own && kind === "activation") rejectFormer(value.value, args, fail);
		return own ?? fromName(value.value, kind, args, fail);
	}
	if (value.kind === "str") return OTHER;
	if (value.kind === "dict") return fromConfig(value, kind, args.world, fail);
	if (kind === "initializer" && args.world === "keras3" && isArray(value)) {
		return value.kind === "tensor" ? { kind: "tensor", shape: value.spec.shape } : OTHER;
	}
	const named = kind === "activation" ? activationFunction(value, args.world) : undefined;
	if (named) return { kind: "named", name: named };
	const callable = isCallable(value, args.machine);
	if (callable === undefined) return OTHER;
	if (callable) return { kind: "callable", value };
	const exception = kind === "activation" && args.world === "keras2" ? "TypeError" : "ValueError";
	return fail(`${argument} takes a name, a callable or None, found a value of type ${value.kind}`, { exception });
}

/** `keras.activations.relu`, `tf.nn.relu` and their like, by the activation that they are. */
function activationFunction(value: Value, world: World): string | undefined {
	if (value.kind !== "library") return undefined;
	const [, module, name = ""] = /^(keras\.activations|tensorflow(?:\.nn|\.math)?)\.([a-z]\w*)$/.exec(value.name) ?? [];
	if (!module || name === "glu") return undefined;
	if (module === "keras.activations") return IDENTIFIERS.activation[world].has(name) ? name : undefined;
	if (!TENSORFLOW_ACTIVATIONS.has(name)) return undefined;
	return name.endsWith("softmax") || name === "tanh" ? `tf_${name}` : name;
}

const TENSORFLOW_ACTIVATIONS: ReadonlySet<string> = new Set([
	"relu",
	"relu6",
	"elu",
	"selu",
	"gelu",
	"silu",
	"swish",
	"leaky_relu",
	"softplus",
	"softsign",
	"sigmoid",
	"tanh",
	"softmax",
	"log_softmax",
]);

const isArray = (value: Value): boolean => value.kind === "tensor" && value.flavor !== "KerasTensor";

type Fail = (message: string, more?: Partial<FailureText>) => never;

const ARTICLE: Readonly<Record<IdentifierKind, string>> = {
	activation: "an activation",
	initializer: "an initializer",
	regularizer: "a regularizer",
	constraint: "a constraint",
};

/** An object of the user's by its name; Keras 3 looks for no activation there. */
function fromUser(name: string, kind: IdentifierKind, { machine, world }: LayerArguments): Identified | undefined {
	if (kind === "activation" && world === "keras3") return undefined;
	const value = customObject(name, machine, world);
	if (!value) return undefined;
	const isFunction = value.kind === "function" || (kind === "activation" && value.kind === "instance");
	return isFunction ? { kind: "callable", value } : OTHER;
}

/** An activation that came with a later Keras. */
function rejectFormer(name: string, args: LayerArguments, fail: Fail): void {
	const qualified = `keras.activations.${name}`;
	if (hasName(qualified, args.world, releaseOf(args)) !== false) return;
	const since = spanOf(qualified, args.world)?.since;
	fail(
		`"${name}" is not an activation of Keras ${args.machine.versions.keras}${since ? `: it came with ${since}` : ""}`,
	);
}

function fromName(name: string, kind: IdentifierKind, args: LayerArguments, fail: Fail): Identified {
	const { world } = args;
	const known = IDENTIFIERS[kind][world];
	if (known.has(name)) return { kind: "named", name };
	// `package>name` was registered somewhere, perhaps in a module that is not followed.
	if (name.includes(">") && !(kind === "activation" && world === "keras3")) return OTHER;
	const trap = TRAPS[kind][world][name];
	// Since 2.13, Keras 2 takes any string for a regularizer and fails only when the loss is computed.
	if (kind === "regularizer" && world === "keras2" && isSince("2.13", args)) return OTHER;
	const usable = [...known].filter((each) => hasName(`keras.${kind}s.${each}`, world, releaseOf(args)) !== false);
	const meant = trap ? undefined : closest(name, usable);
	return fail(`"${name}" is not ${ARTICLE[kind]} that Keras knows${meant ? `; did you mean "${meant}"?` : ""}`, {
		...(trap ? { exception: trap } : {}),
		...(trap ? {} : misspelling(name, usable)),
	});
}

/** A serialized object. Keras 3 finds built-ins by bare class name, except activations; Keras 2 also in its old format. */
function fromConfig(value: DictValue, kind: IdentifierKind, world: World, fail: Fail): Identified {
	if (!value.entries) return OTHER;
	const className = value.entries.get("s:class_name")?.value;
	const config = value.entries.get("s:config")?.value;
	if (value.entries.has("s:module") || value.entries.has("s:registered_name")) return OTHER;
	if (!className || (!config && (world === "keras2" || kind === "activation"))) {
		return fail(`the dict for ${ARTICLE[kind]} needs the keys class_name and config`);
	}
	if (className.kind !== "str" || className.value === undefined) return OTHER;
	const name = className.value;
	// A function of the user's, registered under the name that the config is.
	if (name === "function") return OTHER;
	if (kind === "activation") return activationConfig(name, world, fail);
	if (IDENTIFIERS[kind][world].has(name)) return { kind: "named", name };
	return fail(`"${name}" is not ${ARTICLE[kind]} that Keras knows`);
}

function activationConfig(name: string, world: World, fail: Fail): Identified {
	if (world === "keras2" && ACTIVATION_LAYERS.includes(name)) return { kind: "named", name };
	if (world === "keras2" && IDENTIFIERS.activation.keras2.has(name)) return OTHER;
	return fail(`"${name}" names no activation layer`, world === "keras3" ? { exception: "TypeError" } : {});
}
