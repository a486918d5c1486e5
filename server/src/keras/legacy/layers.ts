import { noneDim, ranked, type Spec, spec, type Value } from "../../domain";
import { type ClassModel, typeName, vague } from "../../interpreter/api";
import { itemsOf, readNumber, requireNotNegative } from "../engine/argument-readers";
import { onlyShape } from "../engine/build";
import { defineLayer } from "../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../engine/elementwise";
import type { CallContext, LayerArguments, LayerDefinition } from "../engine/layer-definition";
import { PASS, requireSeed } from "../layers/regularization/base-random";
import { requireOneTensor } from "../utils/one-tensor";

/**
 * Layers of Keras 2 that `tf.keras` keeps beside Keras 3, where `keras._legacy.layers` has them. Mirrors
 * keras/src/legacy/layers.py (3).
 */
function defineLegacyLayer<Config>(definition: LayerDefinition<Config>): ClassModel {
	return { ...defineLayer(definition), name: `keras._legacy.layers.${definition.name}`, worlds: ["keras3"] };
}

/** Any shape, kept; the rate is not looked at. */
const AlphaDropout = defineLegacyLayer({
	name: "AlphaDropout",
	signature: "rate, noise_shape=None, seed=None, **kwargs",
	callSignature: "inputs, training=False",
	manyInputs: true,
	configure(args) {
		requireSeed(args);
		return args.get("rate");
	},
	call(rate, context) {
		const training = context.machine.truth(context.parameter("training"), context.origin);
		if (context.mode !== "symbolic" && training !== false && readNumber(rate) === undefined)
			vague("the rate is no number");
		return keepShape({ keras2: PASS, keras3: PASS }, context);
	},
});

const THRESHOLDED: ElementwiseRule = { takes: "float", nested: "pack" };

const ThresholdedReLU = defineLegacyLayer({
	name: "ThresholdedReLU",
	signature: "theta=1.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure: (args) => requireNotNegative(args, "theta"),
	call: (_config, context) => keepShape({ keras2: THRESHOLDED, keras3: THRESHOLDED }, context),
});

/** Images of another height or width, which is drawn when the layer runs. */
const defineRandomSize = (name: "RandomHeight" | "RandomWidth", axis: -3 | -2): ClassModel =>
	defineLegacyLayer({
		name,
		signature: "factor, interpolation='bilinear', seed=None, **kwargs",
		callSignature: "inputs, training=True",
		manyInputs: true,
		configure(args) {
			requireSeed(args);
			checkFactor(args);
			return {};
		},
		call: (_config, context) => resize(axis, name, context),
	});

/** The bounds: two items of a list, or a number on both sides of 0. */
function checkFactor(args: LayerArguments): void {
	const value = args.get("factor");
	const fail = (found: string, exception?: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message: `factor must be a number, or two in order, above -1, found ${found}`,
			argument: "factor",
			exception,
		});
	const items = itemsOf(value);
	if (items && items.length < 2) fail(`${items.length} of them`, "IndexError");
	const bounds = items ? items.slice(0, 2) : [value, value];
	for (const bound of bounds) if (!isNumber(bound)) fail(`a value of type ${typeName(bound)}`, "TypeError");
	const [first, upper] = bounds.map(readNumber);
	const lower = items || first === undefined ? first : -first;
	if (lower === undefined || upper === undefined) return;
	if (upper < lower || lower < -1 || upper < -1) fail(items ? `${lower}, ${upper}` : String(upper));
}

const OPEN: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "unknown", "tensor", "instance"]);
const isNumber = (value: Value): boolean => OPEN.has(value.kind);

function resize(axis: -3 | -2, name: string, context: CallContext): Spec {
	if (context.argument.kind === "none") failInput("ValueError", `${name} takes a tensor, found None`, context);
	requireOneTensor(context.argument, name, { sequence: "IndexError", dict: undefined });
	const shape = onlyShape(context.inputs);
	if (context.mode !== "symbolic") return resizeTensor(name, context);
	const at = shape.dims.length + axis;
	if (at < 0) failInput("IndexError", `${name} needs an image of rank ${-axis} or more`, context);
	const why = { text: `${name} draws this size at random` };
	return spec(ranked(shape.dims.map((dim, each) => (each === at ? noneDim(why) : dim))), context.computeDtype);
}

const failInput = (exception: string, message: string, context: CallContext): never =>
	context.fail({ code: "invalid-layer-input", exception, message });

/** Real images are kept where the layer does not train. */
function resizeTensor(name: string, context: CallContext): Spec {
	const training = context.machine.truth(context.parameter("training"), context.origin);
	const input = context.inputs[0];
	if (training !== false || input?.dtype !== context.computeDtype) return vague(`${name} draws a size at random`);
	return input;
}

export const LEGACY_LAYERS: readonly ClassModel[] = [
	AlphaDropout,
	ThresholdedReLU,
	defineRandomSize("RandomHeight", -3),
	defineRandomSize("RandomWidth", -2),
];
