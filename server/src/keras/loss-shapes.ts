import { type Dim, isStatic, printShape, ranked, type Value, type World } from "../domain";
import { raise } from "../interpreter/api";

/**
 * What the losses of Keras demand of their target and output. Mirrors `squeeze_or_expand_dimensions` of
 * keras/src/utils/losses_utils.py and backend.py (2.15), `squeeze_or_expand_to_same_rank` of keras/src/losses/loss.py and
 * backend/tensorflow/nn.py (3).
 */
export interface LossPlace {
	readonly world: World;
	/** A function, an object that wraps it, or `compile`, which wraps what it is given. */
	readonly form: "function" | "object" | "compile";
	/** Whether shapes are judged before values are known: a clash is then that of shape inference. */
	readonly isGraph: boolean;
	/** Whether the output is known to be, or not to be, that of a sigmoid: Keras 2 then takes its logits. */
	readonly isSigmoid?: boolean | undefined;
}

export interface LossPair {
	readonly target: readonly Dim[];
	readonly output: readonly Dim[];
}

export type LossClash = "ValueError" | "InvalidArgumentError";

const SPARSE = "sparse_categorical_crossentropy";
const CATEGORICAL = "categorical_crossentropy";
const BINARY: ReadonlySet<string> = new Set(["binary_crossentropy", "binary_focal_crossentropy"]);

/** Functions of Keras 3 that fit the ranks themselves, as the objects do. */
const FITS_RANKS: ReadonlySet<string> = new Set(
	"cosine_similarity huber log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error".split(
		" ",
	),
);

/** Keras 2 lets go of a last axis of 1 where the ranks differ by one. */
function squeezed({ target, output }: LossPair): LossPair {
	if (output.length === target.length + 1 && output.at(-1) === 1) return { target, output: output.slice(0, -1) };
	if (target.length === output.length + 1 && target.at(-1) === 1) return { target: target.slice(0, -1), output };
	return { target, output };
}

/** Keras 3 gives a vector a last axis of 1 where the other has one. */
function toSameRank(pair: LossPair): LossPair {
	const { target, output } = pair;
	if (target.length === 1 && output.length === 2 && output[1] === 1) return { target: [...target, 1], output };
	if (output.length === 1 && target.length === 2 && target[1] === 1) return { target, output: [...output, 1] };
	return squeezed(pair);
}

/** The pair as the loss function itself sees it. */
function fitted(name: string, pair: LossPair, { world, form }: LossPlace): LossPair {
	if (world === "keras3") return form !== "function" || FITS_RANKS.has(name) ? toSameRank(pair) : pair;
	if (form === "function") return pair;
	const isVector = form === "compile" && pair.target.length === 1 && pair.output.length === 2;
	return squeezed(isVector ? { target: [...pair.target, 1], output: pair.output } : pair);
}

/** Whether two sizes are known and differ. */
const differ = (a: Dim | undefined, b: Dim | undefined): boolean =>
	a !== undefined && b !== undefined && isStatic(a) && isStatic(b) && a !== b;

const isUnlike = (a: readonly Dim[], b: readonly Dim[]): boolean =>
	a.length !== b.length || a.some((dim, axis) => differ(dim, b[axis]));

const cannotBroadcast = (a: readonly Dim[], b: readonly Dim[]): boolean => {
	const rank = Math.min(a.length, b.length);
	return Array.from({ length: rank }, (_, back) => [a.at(-1 - back) as Dim, b.at(-1 - back) as Dim] as const).some(
		([x, y]) => differ(x, y) && x !== 1 && y !== 1,
	);
};

const count = (dims: readonly Dim[]): number | undefined =>
	dims.every(isStatic) ? dims.reduce((all: number, dim) => all * (dim as number), 1) : undefined;

/** Keras 2 flattens both: there must be one class for each row of scores. */
function sparseClash2({ target, output }: LossPair): LossClash | undefined {
	const [labels, rows] = [count(target), count(output.slice(0, -1))];
	return labels === undefined || rows === undefined || labels === rows ? undefined : "ValueError";
}

function sparseClash3({ target, output }: LossPair): LossClash | undefined {
	const labels = target.length === output.length && target.at(-1) === 1 ? target.slice(0, -1) : target;
	return isUnlike(labels, output.slice(0, -1)) ? "ValueError" : undefined;
}

/** What a loss raises for shapes; absent when it raises nothing, or nothing that is certain. */
export function lossClash(name: string, given: LossPair, place: LossPlace): LossClash | undefined {
	const pair = fitted(name, given, place);
	const { target, output } = pair;
	if (output.length === 0) return undefined;
	if (name === SPARSE) return place.world === "keras2" ? sparseClash2(pair) : sparseClash3(pair);
	const isStrict = name === CATEGORICAL || (BINARY.has(name) && (place.world === "keras3" || place.isSigmoid === true));
	if (isStrict) return isUnlike(target, output) ? "ValueError" : undefined;
	if (!cannotBroadcast(target, output)) return undefined;
	return place.isGraph ? "ValueError" : "InvalidArgumentError";
}

/** Raises for shapes that do not fit; `facts` say where the loss was named. */
export function rejectLoss(
	name: string,
	{ target, output }: LossPair,
	exception: LossClash,
	place: LossPlace,
	facts: Readonly<Record<string, string | number>> = {},
	recover?: () => Value,
): never {
	const isLabels = name === CATEGORICAL && !lossClash(SPARSE, { target, output }, place);
	const shapes = `${printShape(ranked([...target]))} and ${printShape(ranked([...output]))}`;
	return raise(
		{
			code: "loss-shape-mismatch",
			exception,
			message: `${name} of a target and an output of shapes ${shapes}, which do not fit`,
			facts: { ...facts, loss: name, ...(isLabels ? { meant: SPARSE } : {}) },
		},
		undefined,
		recover,
	);
}
