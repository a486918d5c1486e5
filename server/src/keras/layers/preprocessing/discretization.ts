import {
	type Dim,
	type DType,
	type DTypeName,
	isStatic,
	noneDim,
	ranked,
	type Spec,
	spec,
	unknownDim,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { itemsOf, readFlag, readNumber, requireComparable } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext, LayerArguments, Refusal } from "../../engine/layer-definition";
import { isSince } from "../../versions/release";
import { adaptSize, type Learned } from "./adaptation";
import { encoded2, encoded3, lookedUp, type OutputMode } from "./encode-categorical-inputs";
import { integerDType } from "./integer-dtype";
import { readOutputMode, reject } from "./output-mode";
import { plainInput, rankedDims } from "./plain-input";

interface DiscretizationConfig extends Learned {
	readonly mode: OutputMode;
	readonly sparse: boolean;
	readonly boundaries: Value;
	/** `num_bins`, before it is learned where they lie. */
	readonly bins: Dim | undefined;
}

/** `tf.raw_ops.Bucketize` takes ints of 32 and 64 bits and floats; a graph is told of the others before. */
const SMALL: readonly DTypeName[] = ["bool", "int8", "int16", "uint8", "uint16", "uint32", "uint64"];
const COMPLEX: readonly DTypeName[] = ["complex64", "complex128"];
const UNSORTED2: Refusal = { dtypes: [...SMALL, ...COMPLEX], eager: "InvalidArgumentError" };
const UNSORTED3: Refusal = { dtypes: [...COMPLEX, "string"], eager: "InvalidArgumentError" };

const SIGNATURE = "bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode='int', sparse=False";

/**
 * `keras.layers.Discretization`: `(batch, …)` -> `(batch, …)` of bin numbers; other output modes encode them as
 * `CategoryEncoding` does. Numbers become the bins that they fall in. Mirrors preprocessing/discretization.py.
 */
export const Discretization = defineLayer<DiscretizationConfig>({
	name: "Discretization",
	signature: { keras2: `${SIGNATURE}, **kwargs`, keras3: `${SIGNATURE}, dtype=None, name=None` },
	callSignature: "inputs",
	extraArguments: { keras2: ["bins"] },
	manyInputs: true,
	takesPlainArguments: true,
	// Since 3.12, bin numbers are int32 whatever the policy is.
	dtypeArgument: (args, given) =>
		args.world === "keras2" || !isSince("3.12", args) ? integerDType(args, given) : given,
	configure: (args) => (args.world === "keras2" ? readIn2(args) : readIn3(args)),
	refuses: { keras2: [UNSORTED2], keras3: [UNSORTED3] },
	call(config, context) {
		if (config.sparse && context.world === "keras3" && !isDeclared(context))
			return vague("a sparse tensor is not followed");
		return context.world === "keras2" ? callIn2(config, context) : callIn3(config, context);
	},
	methods: { adapt: adaptSize("the bins that the data asks for") },
});

const MODES: readonly OutputMode[] = ["int", "one_hot", "multi_hot", "count"];

function readBins(args: LayerArguments): Dim | undefined {
	const value = args.get("num_bins");
	if (value.kind === "none") return undefined;
	requireComparable(args, "num_bins");
	const bins = readNumber(value);
	if (bins !== undefined && bins < 0) reject(args, "num_bins", `num_bins cannot be negative, found ${bins}`);
	if (args.get("bin_boundaries").kind !== "none")
		reject(args, "num_bins", "num_bins and bin_boundaries exclude each other");
	return bins ?? unknownDim({ text: "num_bins is not known" });
}

/** One bin more than there are boundaries. */
function boundariesDepth(value: Value): Dim | undefined {
	if (value.kind === "none") return undefined;
	const items = itemsOf(value);
	if (items) return items.length + 1;
	const first = value.kind === "tensor" && value.spec.shape.kind === "ranked" ? value.spec.shape.dims[0] : undefined;
	return typeof first === "number" ? first + 1 : unknownDim({ text: "how many boundaries there are" });
}

function readIn2(args: LayerArguments): DiscretizationConfig {
	const former = args.bound.extra.find((each) => each.name === "bins")?.value;
	if (former && former.kind !== "int") return readIn2(renamed(args, "bin_boundaries", former));
	if (former) return readIn2(renamed(args, "num_bins", former));
	const mode = readOutputMode(args, MODES, false);
	const sparse = readFlag(args, "sparse");
	if (sparse && mode === "int") reject(args, "sparse", 'sparse does not work with output_mode="int"');
	const bins = readBins(args);
	const boundaries = args.get("bin_boundaries");
	return { mode, sparse, bins, boundaries, depth: boundariesDepth(boundaries) ?? 1 };
}

/** The arguments with a former name taken for the one of today. */
const renamed = (args: LayerArguments, name: string, value: Value): LayerArguments => ({
	...args,
	bound: { ...args.bound, extra: args.bound.extra.filter((each) => each.name !== "bins") },
	get: (each) => (each === name ? value : args.get(each)),
});

function readIn3(args: LayerArguments): DiscretizationConfig {
	const sparse = readFlag(args, "sparse");
	const given = args.get("output_mode");
	if (sparse && given.kind === "str" && given.value === "int")
		reject(args, "sparse", 'sparse does not work with output_mode="int"');
	const mode = readOutputMode(args, MODES, false);
	const boundaries = args.get("bin_boundaries");
	const depth = boundariesDepth(boundaries);
	if (boundaries.kind === "tensor" && depth !== undefined && isStatic(depth) && depth > 2)
		reject(args, "bin_boundaries", "bin_boundaries must be a list: Keras asks an array of several for its truth");
	if (!isSince("3.9", args)) return { mode, sparse, boundaries, ...readFormerBins(args, depth) };
	const bins = readBins(args);
	if (bins === undefined && depth === undefined) reject(args, "num_bins", "num_bins or bin_boundaries must be set");
	return { mode, sparse, bins, boundaries, depth };
}

/** Until 3.9, neither may be given, and both when they agree. */
function readFormerBins(args: LayerArguments, depth: Dim | undefined): Pick<DiscretizationConfig, "bins" | "depth"> {
	const value = args.get("num_bins");
	const bins = readNumber(value);
	if (value.kind !== "none") requireComparable(args, "num_bins");
	if (bins !== undefined && bins < 0) reject(args, "num_bins", `num_bins cannot be negative, found ${bins}`);
	if (bins !== undefined && depth !== undefined && isStatic(depth) && bins !== depth)
		reject(args, "num_bins", `${bins} num_bins do not go with ${depth - 1} bin_boundaries`);
	return { bins, depth: depth ?? 1 };
}

/** What the op Bucketize takes. */
const BUCKETIZED: readonly string[] = ["int32", "int64", "float32", "float64"];

/** The op's attribute is a list of floats. */
function requireBoundaries({ boundaries }: DiscretizationConfig, context: CallContext): void {
	const isText = (value: Value): boolean => value.kind === "str" || value.kind === "bytes";
	const isOther = isText(boundaries) || ["int", "float", "bool", "dict"].includes(boundaries.kind);
	if (!isOther && !itemsOf(boundaries)?.some(isText)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `bin_boundaries must be a list of numbers, found a value of type ${typeName(boundaries)}`,
		argument: "bin_boundaries",
	});
}

/** The kernel wants boundaries in order. */
function requireSorted(boundaries: Value, { mode, fail }: CallContext): void {
	const numbers = (itemsOf(boundaries) ?? []).map(readNumber);
	const isDown = numbers.some((each, at) => at > 0 && each !== undefined && each < (numbers[at - 1] ?? each));
	if (mode !== "eager" || !isDown) return;
	fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: "bin_boundaries must be sorted",
		argument: "bin_boundaries",
	});
}

function callIn2(config: DiscretizationConfig, context: CallContext): Spec {
	requireBoundaries(config, context);
	const input = plainInput(context);
	if (input.dtype === "string") {
		context.fail({
			code: "invalid-layer-input",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
			message: "Discretization takes numbers, found strings",
		});
	}
	const { dtype } = context.cast(input);
	if (typeof dtype === "string" && !BUCKETIZED.includes(dtype)) {
		context.fail({
			code: "invalid-layer-input",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
			message: `Discretization takes numbers of 32 or 64 bits, found ${dtype}`,
		});
	}
	requireSorted(config.boundaries, context);
	return encoded2(lookedUp(input), config, config.depth ?? 1, context.computeDtype, context);
}

function callIn3({ mode, depth, bins, boundaries }: DiscretizationConfig, context: CallContext): Spec {
	const dtype: DType = mode === "int" && isSince("3.12", context) ? "int32" : context.computeDtype;
	if (!isDeclared(context)) {
		if (depth === undefined) rejectUnadapted(context);
		if (["int", "float", "bool"].includes(boundaries.kind)) rejectNumber(context);
		if (boundaries.kind === "str" && Number.isNaN(Number(boundaries.value ?? 0))) rejectText(context);
		requireSorted(boundaries, context);
		return encoded3(rankedDims(plainInput(context)), mode, depth ?? 0, dtype, context);
	}
	if (context.argument.kind !== "tensor") return vague("the input is not a tensor");
	const dims = rankedDims(context.argument.spec);
	// Until 3.14, the shape of the input was declared in every mode.
	if (mode === "int" || !isSince("3.14", context)) return spec(ranked(dims), dtype);
	const width = depth ?? bins ?? noneDim({ text: "the number of bins" });
	if (mode === "one_hot") {
		const replaces = dims.length > 1 && dims.at(-1) === 1;
		return spec(ranked([...(replaces ? dims.slice(0, -1) : dims), width]), dtype);
	}
	return spec(ranked(dims.length < 2 ? [width] : [dims[0] as Dim, ...dims.slice(2), width]), dtype);
}

const rejectNumber = (context: CallContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "bin_boundaries must be a list, found a number",
		argument: "bin_boundaries",
	});

/** Each boundary becomes a float. */
const rejectText = (context: CallContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		message: "bin_boundaries must be a list of numbers, found text",
		argument: "bin_boundaries",
	});

const rejectUnadapted = (context: CallContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		message: "Discretization needs its bin_boundaries before it is called on values: pass them, or adapt the layer",
		argument: "bin_boundaries",
	});
