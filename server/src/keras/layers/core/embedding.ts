import { type Dim, type DType, isStatic, NONE, ranked, spec, type Value } from "../../../domain";
import { type Bound, raise, typeName, vague } from "../../../interpreter/api";
import { compareWeights } from "../../engine/after-build";
import { readFlag, readNumber, requireComparable } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import { addLora, readLoraRank } from "../../engine/lora";
import { STRINGS_UNCAST } from "../../engine/refused-dtypes";
import { isSince } from "../../versions/release";

/**
 * `keras.layers.Embedding`: `(batch, …)` -> `(batch, …, output_dim)`. A row of the table for each index. Mirrors
 * keras/src/layers/core/embedding.py in both worlds; neither casts its input, since indices may not lose precision.
 */
export const Embedding = defineLayer({
	name: "Embedding",
	signature: {
		keras2:
			"input_dim, output_dim, embeddings_initializer='uniform', embeddings_regularizer=None, activity_regularizer=None, embeddings_constraint=None, mask_zero=False, input_length=None, sparse=False, **kwargs",
		keras3:
			"input_dim, output_dim, embeddings_initializer='uniform', embeddings_regularizer=None, embeddings_constraint=None, mask_zero=False, weights=None, lora_rank=None, lora_alpha=None, quantization_config=None, **kwargs",
	},
	extraArguments: { keras2: ["use_one_hot_matmul"], keras3: ["input_length"] },
	callSignature: "inputs",
	implicitInputShape,
	manyInputs: true,
	autocast: false,
	precheck(args) {
		if (args.world === "keras2") checkSizes2(args);
		else if (!isSince("3.2", args)) rejectInputLength(args);
		// Before 3.15, the sizes met their first check when the weight was made.
		else if (isSince("3.15", args)) for (const name of ["input_dim", "output_dim"]) readSize3(args, name);
	},
	configure(args) {
		const initializer = checkInitializer(args, "embeddings_initializer");
		checkRegularizer(args, "embeddings_regularizer");
		checkConstraint(args, "embeddings_constraint");
		if (args.world === "keras2" && readFlag(args, "sparse") && readFlag(args, "mask_zero")) {
			args.fail({
				code: "invalid-layer-argument",
				message: "Embedding cannot be sparse and mask zeros at once",
				argument: "mask_zero",
			});
		}
		return {
			weights: args.get("weights"),
			bools: ["input_dim", "output_dim"].map((name) => args.get(name).kind === "bool"),
			lora: args.world === "keras3" ? readLoraRank(args) : undefined,
			isConstrained: args.get("embeddings_constraint").kind !== "none",
			maskZero: readFlag(args, "mask_zero"),
			whole: [args.get("input_dim"), args.get("output_dim")].every((value) => value.kind !== "float"),
			isSizes: ["input_dim", "output_dim"].every((name) => isSize(args.get(name))),
			input: sizeOf(args, "input_dim"),
			output: sizeOf(args, "output_dim"),
			initializer,
			isSparse: isSparse(args),
		};
	},
	build({ input, output, initializer, whole, weights, bools, lora, isConstrained, isSizes }, context) {
		if (!whole) {
			context.fail({
				code: "invalid-layer-argument",
				exception: context.world === "keras2" ? "TypeError" : "ValueError",
				message: "input_dim and output_dim of Embedding must be ints, found a float",
			});
		}
		if (context.world === "keras2" && initializer.draws) rejectBools(bools, context);
		// Bools are sizes since 3.13.
		const isSized = isSizes && (isSince("3.13", context) || !bools.includes(true));
		if (!isSized && context.world === "keras3") failSizes(context);
		context.addWeight("embeddings", [input, output], { initializer, trainable: !lora });
		if (lora) addLora(context, { rank: lora, name: "embeddings", shape: [input, output], isConstrained });
		if (context.world === "keras3") compareWithGiven(weights, [input, output]);
	},
	refuses: { keras2: [STRINGS_UNCAST], keras3: [STRINGS_UNCAST] },
	call({ input: rows, output, maskZero, isSparse: sparse }, context) {
		const input = requireTensor(context);
		if (maskZero && context.world === "keras2") requireNumbers(input.dtype, context);
		if (context.mode === "eager" && isStatic(rows)) rejectOutside(rows, context);
		if (sparse) vague("a sparse Embedding is not followed");
		if (input.shape.kind !== "ranked") return spec(input.shape, context.computeDtype);
		return spec(ranked([...input.shape.dims, output]), context.computeDtype);
	},
});

/** What `standardize_shape` takes: ints that are not negative. */
const isSize = (value: Value): boolean =>
	["unknown", "instance", "tensor", "bool", "float"].includes(value.kind) ||
	(value.kind === "int" && (value.value ?? 0) >= 0);

const failSizes = ({ fail }: BuildContext): never =>
	fail({
		code: "invalid-layer-argument",
		message: "input_dim and output_dim of Embedding must be ints that are not negative",
		argument: "input_dim",
	});

/** The shape is made a tensor: not of a bool and an int behind it, and then not one of bools. */
function rejectBools([input, output]: readonly boolean[], { fail }: BuildContext): void {
	if (!input) return;
	fail({
		code: "invalid-layer-argument",
		exception: output ? "InvalidArgumentError" : "ValueError",
		message: "input_dim of Embedding is a bool, which its initializer does not take",
		argument: "input_dim",
	});
}

const isSparse = (args: LayerArguments): boolean => args.world === "keras2" && readFlag(args, "sparse");

const sizeOf = (args: LayerArguments, name: string): Dim => {
	const value = args.get(name);
	return readNumber(value) ?? { kind: "unknown", why: { text: `${name} is not known` } };
};

/** `input_dim <= 0 or output_dim <= 0`, as Python compares; what is no whole number fails when the weight is made. */
function checkSizes2(args: LayerArguments): void {
	for (const name of ["input_dim", "output_dim"]) {
		requireComparable(args, name);
		const size = readNumber(args.get(name));
		if (size !== undefined && size <= 0) notPositive(args, name, String(size));
	}
}

function notPositive(args: LayerArguments, name: string, found: string): never {
	return args.fail({
		code: "invalid-layer-argument",
		message: `${name} of Embedding must be a positive integer, found ${found}`,
		argument: name,
	});
}

function readSize3(args: LayerArguments, name: string): void {
	const value: Value = args.get(name);
	if (value.kind === "unknown" || (value.kind === "int" && value.value === undefined)) return;
	if (value.kind === "instance" || value.kind === "tensor") vague(`${name} is not a plain int`);
	if (value.kind === "int" && value.numpy) notPositive(args, name, "a NumPy scalar");
	if (value.kind !== "int") notPositive(args, name, `a value of type ${typeName(value)}`);
	else if (value.value !== undefined && value.value <= 0) notPositive(args, name, String(value.value));
}

function requireTensor(context: CallContext) {
	const { argument, world } = context;
	if (argument.kind === "tensor") return argument.spec;
	if (argument.kind === "instance" || argument.kind === "unknown") return vague("the indices are not known");
	return context.fail({
		code: "invalid-layer-input",
		exception: argument.kind === "none" && world === "keras2" ? "ValueError" : exceptionOfList(context),
		message: `Embedding takes one tensor of indices, found a value of type ${typeName(argument)}`,
	});
}

/** Real indices that are known must name rows of the table; Keras 3 counts negative ones from the end. */
function rejectOutside(rows: number, { argument, world, fail }: CallContext): void {
	const content = argument.kind === "tensor" ? argument.content : undefined;
	const least = world === "keras3" ? -rows : 0;
	const bad = content && indicesIn(content).find((index) => index >= rows || index < least);
	if (bad === undefined) return;
	fail({
		code: "invalid-layer-input",
		exception: "InvalidArgumentError",
		message: `Embedding has ${rows} rows, found the index ${bad}`,
	});
}

function indicesIn(content: Value): readonly number[] {
	if (content.kind === "list" || content.kind === "tuple") return (content.items ?? []).flatMap(indicesIn);
	const isNumber = content.kind === "int" || content.kind === "float";
	return isNumber && content.value !== undefined ? [Math.trunc(content.value)] : [];
}

/** What the dtype of a list is asked with: `standardize_dtype` until 3.7, then an op until 3.10. */
function exceptionOfList(context: CallContext): string {
	if (context.world === "keras2" || isSince("3.10", context) || context.argument.kind === "none")
		return "AttributeError";
	return isSince("3.7", context) ? "ValueError" : "TypeError";
}

/** Keras 3 drops `input_length` since 3.2. */
function rejectInputLength(args: LayerArguments): void {
	if (!args.bound.extra.some(({ name }) => name === "input_length")) return;
	args.fail({
		code: "unknown-layer-argument",
		message: "Embedding has no argument input_length in Keras 3.0 and 3.1",
		argument: "input_length",
	});
}

/** Keras 3 takes one array, or a list of one. */
function compareWithGiven(given: Value, shape: readonly Dim[]): void {
	if (given.kind === "none") return;
	const only = given.kind === "list" && given.items?.length === 1 ? given.items[0] : given;
	if (only && only.kind !== "tensor" && only.kind !== "unknown" && only.kind !== "instance") {
		raise({
			code: "invalid-layer-argument",
			exception: "AttributeError",
			message: `weights of Embedding must be an array, found a value of type ${typeName(only)}`,
			argument: "weights",
		});
	}
	const arrays = given.kind === "list" && given.items?.length === 1 ? given.items : [given];
	compareWeights(arrays, [{ name: "embeddings", shape, dtype: "float32", trainable: true }], { name: "Embedding" });
}

/** The mask is `inputs != 0`, which TensorFlow does not ask of bools or strings. */
function requireNumbers(dtype: DType, context: CallContext): void {
	if (dtype !== "bool" && dtype !== "string") return;
	context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `Embedding with mask_zero compares its input with 0, found dtype ${dtype}`,
	});
}

/** Keras 2 gives an Embedding an `input_shape` in any case: a Sequential that begins with one has an input. */
function implicitInputShape(bound: Bound): Value {
	const length = bound.get("input_length");
	const isGiven = length.kind !== "none" && !(length.kind === "int" && length.value === 0);
	return { kind: "tuple", items: [isGiven ? length : NONE] };
}
