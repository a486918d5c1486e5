import {
	type Dim,
	type DType,
	isNone,
	isStatic,
	library,
	ranked,
	type Spec,
	str,
	type TensorValue,
	unknown,
	type Value,
} from "../domain";
import {
	type Argument,
	bind,
	type ClassModel,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	raise,
	signature,
	syntheticArguments,
	vague,
} from "../interpreter/api";
import { defineObject, objectState } from "./engine/library-object";
import { lossClash, rejectLoss } from "./loss-shapes";

/** `keras.losses`: what they give when they are called. Mirrors keras/src/losses.py (2.15) and keras/src/losses/ (3). */
const FUNCTIONS: Readonly<Record<string, string>> = {
	binary_crossentropy: "BinaryCrossentropy",
	binary_focal_crossentropy: "BinaryFocalCrossentropy",
	categorical_crossentropy: "CategoricalCrossentropy",
	cosine_similarity: "CosineSimilarity",
	hinge: "Hinge",
	huber: "Huber",
	kl_divergence: "KLDivergence",
	log_cosh: "LogCosh",
	mean_absolute_error: "MeanAbsoluteError",
	mean_absolute_percentage_error: "MeanAbsolutePercentageError",
	mean_squared_error: "MeanSquaredError",
	mean_squared_logarithmic_error: "MeanSquaredLogarithmicError",
	poisson: "Poisson",
	sparse_categorical_crossentropy: "SparseCategoricalCrossentropy",
	squared_hinge: "SquaredHinge",
};

const SHORT: Readonly<Record<string, readonly string[]>> = {
	kl_divergence: ["KLD", "kld", "kullback_leibler_divergence"],
	log_cosh: ["logcosh"],
	mean_absolute_error: ["MAE", "mae"],
	mean_absolute_percentage_error: ["MAPE", "mape"],
	mean_squared_error: ["MSE", "mse"],
	mean_squared_logarithmic_error: ["MSLE", "msle"],
};

const SPARSE = "sparse_categorical_crossentropy";

/** Every name under which a string or a function may name a loss. */
const NAMES: ReadonlyMap<string, string> = new Map(
	Object.entries(FUNCTIONS).flatMap(([name, className]) =>
		[name, className, ...(SHORT[name] ?? [])].map((each) => [each, name] as const),
	),
);

interface LossState {
	readonly name: string;
	readonly reduction: Reduction;
	readonly fromLogits: boolean;
	/** Whether it certainly is the mean over all samples. */
	readonly isMean: boolean;
}

interface Pair {
	readonly truth: Spec;
	readonly prediction: Spec;
	readonly eager: boolean;
}

function readPair(call: LibraryCall): Pair {
	const bound = bind(signature("y_true, y_pred, *args, **kwargs"), call.args);
	const values = [bound.get("y_true"), bound.get("y_pred")];
	for (const value of values) if (value.kind === "unknown") vague(value.why);
	if (values.some((value) => value.kind === "tensor" && value.flavor === "KerasTensor"))
		return vague("a loss of KerasTensors");
	const eager = values.every((value) => value.kind !== "tensor" || value.eager !== false);
	const [truth, prediction] = values.map((value) => specOf(value, call));
	return { truth: truth as Spec, prediction: prediction as Spec, eager };
}

/** What `tf.convert_to_tensor` makes of an argument. */
function specOf(value: Value, { machine, world, args }: LibraryCall): Spec {
	const convert = library("tensorflow.convert_to_tensor", world);
	const tensor = value.kind === "tensor" ? value : machine.call(convert, syntheticArguments([value], args.origin));
	return tensor.kind === "tensor" ? tensor.spec : vague("a loss of what is no tensor");
}

/** Keras's own loss that a value names: a string, a function or an object. */
export function lossName(value: Value): { readonly name: string; readonly fromLogits: boolean } | undefined {
	if (value.kind === "instance") {
		const state = value.cls.kind === "library" ? objectState<LossState>(value, "loss") : undefined;
		return state && { name: state.name, fromLogits: state.fromLogits };
	}
	const written =
		value.kind === "str" ? value.value : value.kind === "library" ? value.name.split(".").at(-1) : undefined;
	if (written === undefined || (value.kind === "library" && !/^keras\.(losses|metrics)\./.test(value.name)))
		return undefined;
	const name = NAMES.get(written);
	return name === undefined ? undefined : { name, fromLogits: false };
}

const isSize = (dim: Dim): boolean => isStatic(dim) || isNone(dim);
const isSame = (a: Dim, b: Dim | undefined): boolean =>
	b !== undefined && (a === b || (isNone(a) && isNone(b))) && isSize(a);

/** The sizes of the loss of each sample; `vague` where the truth does not simply fit the prediction. */
function sampleDims(name: string, { truth, prediction }: Pair, squeezes: boolean): readonly Dim[] {
	if (truth.shape.kind !== "ranked" || prediction.shape.kind !== "ranked") return vague("a loss of an unknown shape");
	const wanted = name === SPARSE ? prediction.shape.dims.slice(0, -1) : prediction.shape.dims;
	const given = truth.shape.dims;
	if (prediction.shape.dims.length === 0) return vague("a loss of scalars");
	const fits = (a: readonly Dim[], b: readonly Dim[]): boolean =>
		a.length === b.length && a.every((dim, axis) => isSame(dim, b[axis]));
	const squeezable = squeezes || name === SPARSE;
	if (fits(wanted, given)) return prediction.shape.dims.slice(0, -1);
	if (squeezable && given.at(-1) === 1 && fits(wanted, given.slice(0, -1))) return prediction.shape.dims.slice(0, -1);
	return vague("a loss whose target has another shape than the prediction");
}

const FLOATING = /^b?float/;

function floating(dtype: DType): DType {
	return typeof dtype === "string" && !FLOATING.test(dtype) ? vague("a loss of what is no float") : dtype;
}

const tensorOf = (
	dims: readonly Dim[],
	dtype: DType,
	{ eager }: Pair,
	{ world, machine }: LibraryCall,
): TensorValue => ({
	kind: "tensor",
	flavor: "Tensor",
	spec: { shape: ranked([...dims]), dtype },
	world,
	eager: eager && !machine.inGraph,
});

const isTrue = ({ args }: LibraryCall, name: string): boolean =>
	args.keywords.some((each) => each.name === name && each.value.kind === "bool" && each.value.value === true);

function rejectClash(
	name: string,
	{ truth, prediction, eager }: Pair,
	form: "function" | "object",
	fromLogits: boolean,
	{ world, machine }: LibraryCall,
): void {
	if (truth.shape.kind !== "ranked" || prediction.shape.kind !== "ranked") return;
	const pair = { target: truth.shape.dims, output: prediction.shape.dims };
	const isGraph = !eager || machine.inGraph || machine.tracing !== undefined;
	const isSigmoid = fromLogits || (isGraph ? undefined : false);
	const place = { world, form, isGraph, isSigmoid };
	const clash = lossClash(name, pair, place);
	if (clash) rejectLoss(name, pair, clash, place);
}

/** A loss function: one number for each sample. */
const call =
	(name: string) =>
	(site: LibraryCall): Value => {
		const pair = readPair(site);
		rejectClash(name, pair, "function", isTrue(site, "from_logits"), site);
		if (site.args.keywords.some(({ name: keyword }) => keyword === "axis")) return vague("a loss along another axis");
		if (site.args.open || site.args.positional.length > 3) return vague("a loss with more arguments");
		return tensorOf(sampleDims(name, pair, false), floating(pair.prediction.dtype), pair, site);
	};

/** Its names, in both modules: Keras 3 has the long ones, and `tf.keras` of Keras 3 the short ones. */
function lossFunction(name: string): readonly FunctionModel[] {
	const short = SHORT[name] ?? [];
	return ["losses", "metrics"].flatMap((module): readonly FunctionModel[] => [
		{ kind: "function", name: `keras.${module}.${name}`, notLegacy: short.length > 0, call: call(name) },
		...short.map(
			(each): FunctionModel => ({
				kind: "function",
				name: `keras.${module}.${each}`,
				legacy: true,
				call: call(name),
			}),
		),
	]);
}

type Reduction = "one" | "each" | "unknown";

const ONE: ReadonlySet<string> = new Set("auto sum sum_over_batch_size mean mean_with_sample_weight".split(" "));

function readReduction({ args }: LibraryCall): Reduction {
	if (args.open || args.positional.some(({ value }) => value.kind !== "bool" && value.kind !== "float"))
		return "unknown";
	if (args.keywords.some(({ name }) => name === "axis" || name === "dtype")) return "unknown";
	const given = args.keywords.find(({ name }) => name === "reduction")?.value;
	if (!given) return "one";
	if (given.kind === "none" || (given.kind === "str" && given.value === "none")) return "each";
	return given.kind === "str" && given.value !== undefined && ONE.has(given.value) ? "one" : "unknown";
}

/** A mean divides by the number of samples, which Keras 3 takes from the shape. */
function rejectOpenBatch({ world, args }: LibraryCall): void {
	const isOpen = ({ value }: Argument): boolean =>
		value.kind === "tensor" &&
		value.flavor === "KerasTensor" &&
		value.spec.shape.kind === "ranked" &&
		value.spec.shape.dims[0] !== undefined &&
		isNone(value.spec.shape.dims[0]);
	if (world === "keras2" || args.open || args.positional.length !== 2 || !args.positional.every(isOpen)) return;
	raise({
		code: "undefined-dimension",
		exception: "ValueError",
		message: "a loss of KerasTensors divides by the batch size, which is None; use add_loss in a layer",
	});
}

/** A loss class: called, it reduces the losses of the samples, to one number if nothing else is asked for. */
const lossClass = (name: string, className: string): ClassModel =>
	defineObject<LossState>({
		name: `keras.losses.${className}`,
		type: "loss",
		signature: "*args, **kwargs",
		construct: (_bound, call) => ({
			name,
			reduction: readReduction(call),
			fromLogits: isTrue(call, "from_logits"),
			isMean:
				!call.args.open &&
				!call.args.keywords.some((each) => each.name === "reduction") &&
				call.args.positional.length === 0,
		}),
		call: (self, call) => {
			if (self.cls.kind === "class") return unknown({ text: "a loss that a class of the program's changes" });
			const state = objectState<LossState>(self, "loss");
			const reduction = state?.reduction ?? "unknown";
			if (state?.isMean) rejectOpenBatch(call);
			const pair = readPair(call);
			rejectClash(name, pair, "object", state?.fromLogits ?? false, call);
			const dims = sampleDims(name, pair, true);
			const isWeighted = call.args.positional.length + call.args.keywords.length > 2;
			if (reduction === "unknown" || (reduction === "each" && isWeighted)) return vague("a loss reduced in some way");
			const dtype = floating(pair.prediction.dtype);
			// Keras 3 computes losses in its own float type.
			if (call.world === "keras3" && dtype !== "float32") return vague("the dtype of a loss");
			return tensorOf(reduction === "one" ? [] : dims, dtype, pair, call);
		},
	});

const REDUCTIONS = ["auto", "none", "sum", "sum_over_batch_size"];

export const LOSSES: readonly LibraryModel[] = [
	...Object.entries(FUNCTIONS).flatMap(([name, className]) => [...lossFunction(name), lossClass(name, className)]),
	...REDUCTIONS.map(
		(name): LibraryModel => ({
			kind: "constant",
			name: `keras.losses.Reduction.${name.toUpperCase()}`,
			legacy: true,
			value: () => str(name),
		}),
	),
];
