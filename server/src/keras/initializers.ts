import { isNone, isStatic, printShape, spec, unknown, type Value } from "../domain";
import { type Bound, type ClassModel, type LibraryCall, type LibraryModel, raise } from "../interpreter/api";
import { readNumber } from "./engine/argument-readers";
import { floatx, readDType } from "./engine/dtype-policy";
import { defineGetter } from "./engine/get-function";
import type { ByWorld } from "./engine/layer-definition";
import { defineObject, type ObjectDefinition } from "./engine/library-object";
import { valueToShape } from "./engine/shape-value";

/** `keras.initializers`. Mirrors keras/src/initializers in both worlds. */
type Construct = (bound: Bound, call: LibraryCall) => object;

function initializer(
	name: string,
	aliases: readonly string[],
	signature: ByWorld<string>,
	construct: Construct = () => ({}),
	more: Partial<ObjectDefinition<object>> = {},
): ClassModel {
	return defineObject<object>({
		name: `keras.initializers.${name}`,
		aliases: aliases.map((alias) => `keras.initializers.${alias}`),
		type: "initializer",
		signature,
		construct,
		call: (_self, call) => initialValue(name, call),
		...more,
	});
}

/** Those that scale by sizes compute with them first, the others hand them to TensorFlow. */
const COMPUTES = /^(Glorot|He|Lecun|Orthogonal|VarianceScaling)/;
const CONVERTS = /^(Zeros|Ones|Constant|Random|Truncated)/;

function rejectOpen(name: string, value: Value): void {
	const exception = COMPUTES.test(name) ? "TypeError" : CONVERTS.test(name) ? "ValueError" : undefined;
	const shape = valueToShape(value);
	const open = shape.kind === "ranked" ? shape.dims.find(isNone) : undefined;
	if (!exception || open === undefined || isStatic(open)) return;
	raise({
		code: "undefined-dimension",
		exception,
		message: `${name} cannot fill the shape ${printShape(shape)}: a size of it is None`,
		because: [open.why],
	});
}

/** `initializer(shape, dtype=None)`: an eager tensor. */
function initialValue(name: string, { args, machine, world }: LibraryCall): Value {
	const named = (keyword: string) => args.keywords.find((each) => each.name === keyword)?.value;
	const shape = named("shape") ?? args.positional[0]?.value;
	const dtype = named("dtype") ?? args.positional[1]?.value;
	if (!shape || machine.tracing) return unknown({ text: "what an initializer gives here is not followed" });
	if (!machine.inGraph) rejectOpen(name, shape);
	const type = !dtype || dtype.kind === "none" ? floatx(machine, world) : readDType(dtype, world, "TypeError");
	return { kind: "tensor", flavor: "Tensor", spec: spec(valueToShape(shape), type), world, eager: true };
}

/** Keras 3 takes an int, a SeedGenerator or None for `seed`; Keras 2 does not look. */
const checkSeed: Construct = (bound, { world }) => {
	const seed = bound.get("seed");
	const isValid = ["none", "int", "bool", "unknown", "dict", "instance", "tensor"].includes(seed.kind);
	if (world === "keras3" && !isValid) invalid("seed", "an integer, a SeedGenerator or None");
	return {};
};

function invalid(argument: string, takes: string): never {
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `${argument} of an initializer must be ${takes}`,
		argument,
	});
}

const MODES: readonly string[] = ["fan_in", "fan_out", "fan_avg"];
const DISTRIBUTIONS: readonly string[] = ["normal", "uniform", "truncated_normal", "untruncated_normal"];

const checkScaling: Construct = (bound, call) => {
	const scale = readNumber(bound.get("scale"));
	if (scale !== undefined && scale <= 0) invalid("scale", "a positive number");
	const text = (name: string, allowed: readonly string[]) => {
		const value = bound.get(name);
		if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) return;
		const written = value.kind === "str" && value.value !== undefined ? value.value.toLowerCase() : undefined;
		const known =
			written !== undefined && allowed.includes(name === "mode" ? (value as { value: string }).value : written);
		if (!known) invalid(name, `one of ${allowed.join(", ")}`);
	};
	text("mode", MODES);
	text("distribution", DISTRIBUTIONS);
	return checkSeed(bound, call);
};

const SEEDED: ByWorld<string> = { keras2: "seed=None", keras3: "seed=None, input_axes=None, output_axes=None" };
const seeded = (name: string, alias: string): ClassModel => initializer(name, [alias], SEEDED, checkSeed);

export const INITIALIZERS: readonly LibraryModel[] = [
	initializer("Initializer", [], "*args, **kwargs"),
	initializer("Zeros", ["zeros"], ""),
	initializer("Ones", ["ones"], ""),
	initializer("Constant", ["constant"], { keras2: "value=0", keras3: "value=0.0" }),
	initializer("Identity", ["identity", "IdentityInitializer"], "gain=1.0"),
	initializer("Orthogonal", ["orthogonal", "OrthogonalInitializer"], "gain=1.0, seed=None", checkSeed),
	initializer("RandomNormal", ["random_normal"], "mean=0.0, stddev=0.05, seed=None", checkSeed),
	initializer("TruncatedNormal", ["truncated_normal"], "mean=0.0, stddev=0.05, seed=None", checkSeed),
	initializer("RandomUniform", ["random_uniform"], "minval=-0.05, maxval=0.05, seed=None", checkSeed),
	initializer(
		"VarianceScaling",
		["variance_scaling"],
		{
			keras2: "scale=1.0, mode='fan_in', distribution='truncated_normal', seed=None",
			keras3: "scale=1.0, mode='fan_in', distribution='truncated_normal', seed=None, input_axes=None, output_axes=None",
		},
		checkScaling,
	),
	seeded("GlorotNormal", "glorot_normal"),
	seeded("GlorotUniform", "glorot_uniform"),
	seeded("HeNormal", "he_normal"),
	seeded("HeUniform", "he_uniform"),
	seeded("LecunNormal", "lecun_normal"),
	seeded("LecunUniform", "lecun_uniform"),
	...defineGetter("initializers", "initializer"),
];
