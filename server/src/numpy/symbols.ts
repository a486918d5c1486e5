import { type TensorValue, tuple, type Value } from "../domain";
import { type FunctionModel, type LibraryCall, raise, vague } from "../interpreter/api";

const tensorsOf = (value: Value): readonly TensorValue[] => {
	if (value.kind === "tensor") return [value];
	if (value.kind === "list" || value.kind === "tuple") return (value.items ?? []).flatMap(tensorsOf);
	return [];
};

/** The first KerasTensor among the arguments of a call. */
function symbolOf({ args }: LibraryCall): TensorValue | undefined {
	const values = [...args.positional, ...args.keywords].map(({ value }) => value);
	return tensorsOf(tuple(values)).find(({ flavor }) => flavor === "KerasTensor");
}

/** Functions that hand a dtype to `__array__`, which a KerasTensor of Keras 3 does not take. */
const MAKES_ARRAY: ReadonlySet<string> = new Set(["array", "asarray", "asanyarray", "ascontiguousarray"]);

/** Functions that first compute with the sizes of their argument. */
const ASKS_SIZE: ReadonlySet<string> = new Set(["split", "array_split", "dsplit", "hsplit", "vsplit", "flip"]);

/** What NumPy raises for a KerasTensor: it has no values. `name` is below `numpy`. */
export function rejectSymbols(name: string, call: LibraryCall): void {
	const symbol = symbolOf(call);
	if (!symbol) return;
	if (ASKS_SIZE.has(name)) vague(`np.${name} of a KerasTensor`);
	const hasDType = MAKES_ARRAY.has(name) && (call.args.positional.length > 1 || hasKeyword(call, "dtype"));
	raise({
		code: "keras-tensor-in-tf-function",
		exception: symbol.world === "keras3" && !hasDType ? "ValueError" : "TypeError",
		message: `np.${name} cannot take a KerasTensor: it has no values; use keras.ops or a layer`,
		facts: { function: `np.${name}` },
	});
}

const hasKeyword = ({ args }: LibraryCall, name: string): boolean =>
	args.keywords.some((keyword) => keyword.name === name && keyword.value.kind !== "none");

/** `np.shape`, and in Keras 3 `np.ndim` and `np.squeeze`, read what the KerasTensor itself has. */
export function ownAnswer(name: string, call: LibraryCall): Value | undefined {
	const { machine, args } = call;
	const [first, ...rest] = args.positional;
	const symbol = first?.value;
	if (symbol?.kind !== "tensor" || symbol.flavor !== "KerasTensor") return undefined;
	if (name === "shape") return machine.getAttribute(symbol, "shape", args.origin);
	if (symbol.world === "keras2") return undefined;
	if (name === "ndim") return machine.getAttribute(symbol, "ndim", args.origin);
	if (name !== "squeeze") return undefined;
	return machine.call(machine.getAttribute(symbol, "squeeze", args.origin), { ...args, positional: rest });
}

/** Functions whose arrays are not followed; with KerasTensors they raise as all do. */
const NAMES =
	"allclose angle arccosh arcsinh arctanh argpartition argwhere asarray_chkfinite asfortranarray asmatrix atleast_1d " +
	"atleast_2d atleast_3d average block broadcast_arrays column_stack conj conjugate corrcoef cov cross degrees delete " +
	"diagflat diagonal digitize divmod dstack ediff1d extract fabs fix flatnonzero float_power frexp geomspace gradient " +
	"heaviside histogram histogram_bin_edges i0 imag inner insert intersect1d iscomplex iscomplexobj isneginf isposinf " +
	"isreal isrealobj kron ldexp logaddexp2 logspace modf nanargmax nanargmin nancumprod nancumsum nanmax nanmean " +
	"nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar nextafter nonzero partition percentile " +
	"polyadd polyder polyint polysub polyval ptp quantile real real_if_close resize rot90 setdiff1d setxor1d sinc " +
	"sort_complex spacing trace union1d unwrap vdot";

export const UNFOLLOWED: readonly FunctionModel[] = NAMES.split(" ").map((name) => ({
	kind: "function",
	name: `numpy.${name}`,
	call: (call) => {
		rejectSymbols(name, call);
		return vague(`what np.${name} gives is not followed`);
	},
}));
