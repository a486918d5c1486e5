import {
	type Dim,
	type DType,
	isStatic,
	noneDim,
	type Problem,
	ranked,
	type TensorValue,
	type Value,
} from "../../domain";
import { type LibraryCall, type MethodModel, Raised, raise, syntheticArguments } from "../../interpreter/api";
import { buildsSomehow } from "../engine/built-somehow";
import { makeTensor } from "../engine/call-layer";
import { type LayerState, layerState } from "../engine/layer-state";
import { flattenTensors, mapTensors } from "../engine/structure";
import { withGraph } from "../engine/with-graph";
import { type LossClash, lossClash, rejectLoss } from "../loss-shapes";
import { endsInSigmoid } from "./compiled-loss";
import { runFunctional } from "./functional";
import { openBatch } from "./open-batch";

/** The data of a call, where it is one array or tensor for the inputs and one for the targets. */
interface Fed {
	readonly x: TensorValue;
	readonly y: TensorValue;
	/** How many samples come at once; absent when that is not known. */
	readonly batch: number | undefined;
}

const DEFAULT_BATCH = 32;

/**
 * `fit`, `evaluate`, `train_on_batch` and `test_on_batch` on arrays: the output of a model whose graph is known is compared
 * with the targets, as its loss does. What they give is not followed.
 */
export const feedMethod =
	(name: string): MethodModel =>
	(self, call) => {
		const follow = () => buildsSomehow(name)(self, call);
		const state = layerState(self);
		rejectSymbols(name, self, state, call);
		const captured = state && capturedLoss(self, state, name, call);
		if (captured) return raise(captured, undefined, follow);
		const fed = state && isFollowed(self, state) ? readFed(name, call) : undefined;
		const clash = state && fed && findClash(name, self, state, fed, call);
		if (!state?.loss || !clash) return follow();
		const { origin } = state.loss;
		const facts = origin ? { path: origin.path, start: origin.start, end: origin.end } : {};
		const place = { world: state.world, form: "compile", isGraph: true } as const;
		return rejectLoss(state.loss.name, clash.pair, clash.exception, place, facts, follow);
	};

const isSymbol = (tensor: TensorValue): boolean => tensor.flavor === "KerasTensor";

/** Keras looks for rows in its data, of which a KerasTensor has none, and then for values. */
export function rejectSymbols(name: string, self: Value, state: LayerState | undefined, { args }: LibraryCall): void {
	const symbols = [...args.positional, ...args.keywords].flatMap(({ value }) => flattenTensors(value)).filter(isSymbol);
	const isReady = name.startsWith("predict") || state?.loss !== undefined;
	if (!state || symbols.length === 0 || !isReady || !isFollowed(self, state)) return;
	const isOpen = symbols.some((tensor) => rowsOf(tensor) === undefined);
	const isKeras3 = state.world === "keras3";
	const exception = name.endsWith("_on_batch")
		? isKeras3
			? "ValueError"
			: "TypeError"
		: isOpen
			? "TypeError"
			: isKeras3
				? "ValueError"
				: "InvalidArgumentError";
	raise({
		code: "keras-tensor-in-tf-function",
		exception,
		message: `${name}() cannot take a KerasTensor: it has no values; call the model on it`,
	});
}

/** What a loss function of the program's raises that uses a KerasTensor of its model. */
function capturedLoss(self: Value, state: LayerState, name: string, call: LibraryCall): Problem | undefined {
	const fed = state.lossFunction && isFollowed(self, state) ? readFed(name, call) : undefined;
	const pair = fed && pairOf(name, self, state, fed, call);
	const { lossFunction: loss, world } = state;
	if (!pair || !loss) return undefined;
	const { machine, args } = call;
	const operands = [pair.target, pair.output].map((dims) =>
		makeTensor({ shape: ranked([...dims]), dtype: pair.dtype }, "Tensor", state, false),
	);
	const result = machine.trap(() =>
		withGraph(machine, true, () => machine.call(loss, syntheticArguments(operands, args.origin))),
	);
	const exception =
		result instanceof Raised
			? result.problem?.code === "keras-tensor-in-tf-function"
				? result.exception
				: undefined
			: result.kind === "tensor" && isSymbol(result)
				? world === "keras3" && isScalar(result)
					? "ValueError"
					: "TypeError"
				: undefined;
	return exception === undefined
		? undefined
		: {
				code: "keras-tensor-in-tf-function",
				exception,
				message: `the loss of ${state.name ?? "the model"} uses a KerasTensor of the model: add_loss in a layer may`,
			};
}

const isScalar = ({ spec: { shape } }: TensorValue): boolean => shape.kind === "ranked" && shape.dims.length === 0;

/** A class of the user's may train in its own way. */
const isFollowed = (self: Value, state: LayerState): boolean =>
	self.kind === "instance" && self.cls.kind === "library" && state.graph !== undefined && !state.vague;

function argument(name: string, at: number, { args }: LibraryCall): Value | undefined {
	return args.positional[at]?.value ?? args.keywords.find((each) => each.name === name)?.value;
}

const isArray = (value: Value | undefined): value is TensorValue =>
	value?.kind === "tensor" && (value.flavor === "ndarray" || (value.flavor === "Tensor" && value.eager !== false));

const rowsOf = ({ spec: { shape } }: TensorValue): number | undefined => {
	const first = shape.kind === "ranked" ? shape.dims[0] : undefined;
	return first !== undefined && isStatic(first) ? first : undefined;
};

function readFed(name: string, call: LibraryCall): Fed | undefined {
	const [x, y] = [argument("x", 0, call), argument("y", 1, call)];
	if (call.args.open || !isArray(x) || !isArray(y)) return undefined;
	const [samples, targets] = [rowsOf(x), rowsOf(y)];
	if (samples === undefined || targets === undefined) return undefined;
	if (name.endsWith("_on_batch")) return { x, y, batch: samples };
	if (samples !== targets)
		raise({
			code: "loss-shape-mismatch",
			exception: "ValueError",
			message: `${name}() was given ${samples} samples and ${targets} targets`,
		});
	const given = argument("batch_size", 2, call);
	const size = !given || given.kind === "none" ? DEFAULT_BATCH : given.kind === "int" ? given.value : undefined;
	return { x, y, batch: size === undefined ? undefined : Math.min(size, samples) };
}

interface Found {
	readonly exception: LossClash;
	readonly pair: { readonly target: readonly Dim[]; readonly output: readonly Dim[] };
}

interface Compared {
	readonly target: readonly Dim[];
	readonly output: readonly Dim[];
	readonly dtype: DType;
}

/** The targets of a batch and the model's output for it. */
function pairOf(
	name: string,
	self: Value,
	state: LayerState,
	{ x, y, batch }: Fed,
	call: LibraryCall,
): Compared | undefined {
	const { graph, world } = state;
	if (!graph || self.kind !== "instance" || y.spec.shape.kind !== "ranked") return undefined;
	const open = noneDim({ text: "the batch of the data", origin: call.args.origin });
	const first = name.endsWith("_on_batch") && batch !== undefined ? batch : open;
	const given = mapTensors(x, (tensor) => openBatch(tensor, first, world));
	const inner: LibraryCall = { ...call, args: syntheticArguments([given], call.args.origin) };
	const result = call.machine.trap(() => runFunctional(self, state, graph, inner));
	if (result instanceof Raised || result.kind !== "tensor" || result.spec.shape.kind !== "ranked") return undefined;
	return { target: [first, ...y.spec.shape.dims.slice(1)], output: result.spec.shape.dims, dtype: result.spec.dtype };
}

function findClash(name: string, self: Value, state: LayerState, fed: Fed, call: LibraryCall): Found | undefined {
	const { loss, world } = state;
	const pair = loss && pairOf(name, self, state, fed, call);
	if (!loss || !pair) return undefined;
	const isSigmoid = loss.fromLogits || endsInSigmoid(state);
	const place = { world, form: "compile", isSigmoid } as const;
	const exception = lossClash(loss.name, pair, { ...place, isGraph: true });
	if (exception) return { exception, pair };
	const { batch } = fed;
	// Whether the output of Keras 2 is compared as a sigmoid's decides which exception comes.
	if (batch === undefined || isSigmoid === undefined) return undefined;
	const real = {
		target: [batch, ...pair.target.slice(1)],
		output: pair.output.map((dim, axis) => (axis === 0 ? batch : dim)),
	};
	return lossClash(loss.name, real, { ...place, isGraph: false }) && { exception: "InvalidArgumentError", pair: real };
}
