import { type Dim, type DType, isStatic, ranked, type TensorValue, type Value, type World } from "../../domain";
import { type LibraryCall, Raised, raise, syntheticArguments } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import type { CompiledLoss, LayerState } from "../engine/layer-state";
import { flattenTensors } from "../engine/structure";
import { withGraph } from "../engine/with-graph";
import { type LossClash, type LossPlace, lossClash, rejectLoss } from "../loss-shapes";
import { endsInSigmoid } from "./compiled-loss";

/** A model's output for a batch of data, and the targets of that batch. */
interface Compared {
	readonly target: readonly Dim[];
	readonly output: readonly Dim[];
	readonly dtype: DType;
}

const DEFAULT_BATCH = 32;

/**
 * What `fit` and its like do with one array of targets and the one output of a model: they compare them, as the loss does
 * that the model was compiled with.
 */
export function compareLoss(
	name: string,
	state: LayerState,
	output: Value,
	target: Value | undefined,
	batchSize: Value | undefined,
	call: LibraryCall,
): void {
	const pair = pairOf(name, output, target);
	if (!pair) return;
	rejectCapturing(state, pair, call);
	const { loss, world } = state;
	const clash = loss && findClash(loss, state, pair, batchOf(name, target, batchSize));
	if (!loss || !clash) return;
	const { origin } = loss;
	const facts = origin ? { path: origin.path, start: origin.start, end: origin.end } : {};
	rejectLoss(loss.name, clash.pair, clash.exception, { world, form: "compile", isGraph: true }, facts);
}

function pairOf(name: string, output: Value, target: Value | undefined): Compared | undefined {
	const isFed = target?.kind === "tensor" && target.flavor !== "KerasTensor" && target.spec.shape.kind === "ranked";
	if (!isFed || target.spec.shape.kind !== "ranked") return undefined;
	if (output.kind !== "tensor" || output.spec.shape.kind !== "ranked") return undefined;
	const [lead] = output.spec.shape.dims;
	const dims = target.spec.shape.dims;
	if (lead === undefined || dims.length === 0) return undefined;
	const rows = name.endsWith("_on_batch") ? dims[0] : undefined;
	const outputDims = rows === undefined ? output.spec.shape.dims : [rows, ...output.spec.shape.dims.slice(1)];
	return { target: [rows ?? lead, ...dims.slice(1)], output: outputDims, dtype: output.spec.dtype };
}

interface Batch {
	readonly size: number;
	/** Whether all batches are of that size, so that TensorFlow knows it. */
	readonly isWhole: boolean;
}

/** The first batch; absent when its size is not known. */
function batchOf(name: string, target: Value | undefined, batchSize: Value | undefined): Batch | undefined {
	const rows = target?.kind === "tensor" ? rowsOf(target) : undefined;
	if (rows === undefined) return undefined;
	if (name.endsWith("_on_batch")) return { size: rows, isWhole: true };
	const isDefault = !batchSize || batchSize.kind === "none";
	const size = isDefault ? DEFAULT_BATCH : batchSize.kind === "int" ? batchSize.value : undefined;
	if (size === undefined || size <= 0) return undefined;
	return { size: Math.min(size, rows), isWhole: rows % size === 0 };
}

const rowsOf = ({ spec: { shape } }: TensorValue): number | undefined => {
	const first = shape.kind === "ranked" ? shape.dims[0] : undefined;
	return first !== undefined && isStatic(first) ? first : undefined;
};

const isSymbol = (tensor: TensorValue): boolean => tensor.flavor === "KerasTensor";

/** Keras looks for rows in its data, of which a KerasTensor has none, and then for values. */
export function rejectSymbols(name: string, self: Value, state: LayerState | undefined, { args }: LibraryCall): void {
	const given = [...args.positional, ...args.keywords];
	const symbols = given.flatMap(({ value }) => flattenTensors(value)).filter(isSymbol);
	const isReady = name.startsWith("predict") || state?.loss !== undefined;
	if (!state || symbols.length === 0 || !isReady || !isFollowed(self, state)) return;
	const isOpen = symbols.some((tensor) => rowsOf(tensor) === undefined);
	const isKeras3 = state.world === "keras3";
	const isBatch = name.endsWith("_on_batch");
	const asksRows = isBatch ? !isKeras3 : isOpen;
	const exception = asksRows ? "TypeError" : isKeras3 ? "ValueError" : "InvalidArgumentError";
	raise(
		{
			code: "keras-tensor-in-tf-function",
			exception,
			message: `${name}() cannot take a KerasTensor: it has no values; call the model on it`,
		},
		given.find(({ value }) => flattenTensors(value).some(isSymbol))?.origin,
	);
}

/** A loss function of the program's that uses a KerasTensor of its model. */
function rejectCapturing({ lossFunction: loss, name, world }: LayerState, pair: Compared, call: LibraryCall): void {
	if (!loss) return;
	const { machine, args } = call;
	const operands = [pair.target, pair.output].map((dims) =>
		makeTensor({ shape: ranked([...dims]), dtype: pair.dtype }, "Tensor", { world }, false),
	);
	const run = () => machine.call(loss, syntheticArguments(operands, args.origin));
	const exception = exceptionOf(
		machine.trap(() => withGraph(machine, true, run)),
		world,
	);
	if (exception === undefined) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception,
		message: `the loss of ${name ?? "the model"} uses a KerasTensor of the model: add_loss in a layer may`,
	});
}

/** What comes of a loss that uses a KerasTensor: what raises at once, or what gives another KerasTensor. */
function exceptionOf(result: Value | Raised, world: World): string | undefined {
	if (result instanceof Raised)
		return result.problem?.code === "keras-tensor-in-tf-function" ? result.exception : undefined;
	if (result.kind !== "tensor" || !isSymbol(result)) return undefined;
	return world === "keras3" && isScalar(result) ? "ValueError" : "TypeError";
}

const isScalar = ({ spec: { shape } }: TensorValue): boolean => shape.kind === "ranked" && shape.dims.length === 0;

/** A class of the user's may train in its own way. */
const isFollowed = (self: Value, state: LayerState): boolean =>
	self.kind === "instance" && self.cls.kind === "library" && state.graph !== undefined && !state.vague;

interface Found {
	readonly exception: LossClash;
	readonly pair: { readonly target: readonly Dim[]; readonly output: readonly Dim[] };
}

function findClash(loss: CompiledLoss, state: LayerState, pair: Compared, batch: Batch | undefined): Found | undefined {
	const isSigmoid = loss.fromLogits || endsInSigmoid(state);
	const place = { world: state.world, form: "compile", isSigmoid } as const;
	const exception = lossClash(loss.name, pair, { ...place, isGraph: true });
	if (exception) return { exception, pair };
	if (batch?.isWhole) return wholeClash(loss.name, pair, batch, { ...place, isGraph: true });
	// Whether the output of Keras 2 is compared as a sigmoid's decides which exception comes.
	if (batch === undefined || isSigmoid === undefined) return undefined;
	const real = {
		target: [batch.size, ...pair.target.slice(1)],
		output: [batch.size, ...pair.output.slice(1)],
	};
	return lossClash(loss.name, real, { ...place, isGraph: false }) && { exception: "InvalidArgumentError", pair: real };
}

/** Batches of one known size are judged with it. */
function wholeClash(name: string, { target, output }: Compared, { size }: Batch, place: LossPlace): Found | undefined {
	const pair = { target: [size, ...target.slice(1)], output: [size, ...output.slice(1)] };
	const exception = lossClash(name, pair, place);
	return exception && { exception, pair };
}
