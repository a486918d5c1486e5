import { NONE, unknownBecause, type Value } from "../domain";
import { bind, type ClassModel, type LibraryCall, raise, signature } from "../interpreter/api";
import { flatten, isNested, pack } from "./structure";

const FLOATING = /^(b?float|complex)/;

/** `tf.GradientTape`: what it gives back has the structure of the sources. Mirrors tensorflow/python/eager/backprop.py. */
export const GradientTape: ClassModel = {
	kind: "class",
	name: "tensorflow.GradientTape",
	init: () => undefined,
	attribute: (_self, name, _machine, origin) => unknownBecause(`${name} of a GradientTape`, origin),
	methods: {
		__enter__: (self) => self,
		__exit__: () => NONE,
		watch: (_self, { args }) => watch(args.positional[0]?.value),
		reset: () => NONE,
		gradient: (_self, call) => gradient(call),
	},
};

const isSymbolic = (value: Value): boolean =>
	value.kind === "tensor"
		? value.flavor === "KerasTensor"
		: (value.kind === "list" || value.kind === "tuple") && (value.items ?? []).some(isSymbolic);

const reject = (exception: string, name: string): never =>
	raise({
		code: "keras-tensor-in-tf-function",
		exception,
		message: `${name}() of a GradientTape cannot take a KerasTensor: nothing is computed yet`,
		facts: { function: `tf.GradientTape.${name}` },
	});

function watch(value: Value | undefined): Value {
	if (value && isSymbolic(value)) reject("ValueError", "watch");
	return NONE;
}

const PARAMETERS = signature("target, sources, output_gradients=None, unconnected_gradients='none'");

function gradient(call: LibraryCall): Value {
	const bound = bind(PARAMETERS, call.args);
	const sources = bound.get("sources");
	if (isSymbolic(sources)) reject("AttributeError", "gradient");
	if (isSymbolic(bound.get("target"))) return unknownBecause("the gradient of a KerasTensor", call.args.origin);
	if (!isNested(sources)) return gradientOf(sources, call);
	return pack(
		sources,
		flatten(sources).map((each) => gradientOf(each, call)),
	);
}

/** The gradient of a variable may be `IndexedSlices`, as that of an embedding's is. */
function gradientOf(source: Value, { args, machine }: LibraryCall): Value {
	const { origin } = args;
	if (source.kind !== "tensor") return unknownBecause("the gradient of a value that is not known", origin);
	if (source.flavor !== "Tensor") return unknownBecause("the gradient of a variable, which may be sparse", origin);
	const { dtype } = source.spec;
	if (typeof dtype !== "string" || !FLOATING.test(dtype))
		return unknownBecause("the gradient of what may be no number", origin);
	machine.assume({ text: "if the target depends on the source", origin });
	return {
		kind: "tensor",
		flavor: "Tensor",
		spec: source.spec,
		world: source.world,
		eager: source.eager,
	};
}
