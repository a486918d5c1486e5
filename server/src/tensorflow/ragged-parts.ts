import {
	type Dim,
	type DType,
	int,
	isStatic,
	type Layout,
	mapDims,
	noneDim,
	ranked,
	type Shape,
	type TensorValue,
	unknownDim,
	type Value,
	withLayout,
} from "../domain";
import { type LibraryCall, vague } from "../interpreter/api";

/**
 * The parts of a `tf.RaggedTensor`: rows, and the values that stand in them one after the other. Mirrors the properties of
 * tensorflow/python/ops/ragged/ragged_tensor.py.
 */

const ROWS = { text: "how long the rows of a ragged tensor are" };

/** What the rows decide: a graph does not know it, and we do not. */
const counted = (self: TensorValue): Dim => (self.eager === false ? noneDim(ROWS) : unknownDim(ROWS));

function partsOf(self: TensorValue): { readonly dims: readonly Dim[]; readonly raggedRank: number } {
	const { shape, layout } = self.spec;
	if (shape.kind !== "ranked") return vague("a ragged tensor of unknown rank");
	return { dims: shape.dims, raggedRank: layout?.raggedRank ?? vague("how many axes are ragged") };
}

const part = (self: TensorValue, dims: readonly Dim[], dtype: DType, layout?: Layout): TensorValue => ({
	...self,
	spec: withLayout({ shape: ranked(dims), dtype }, layout),
	content: undefined,
});

const SPLITS: DType = "int64";

/** Rows of one length one after the other are as many as the sizes say; others are counted by the rows. */
function leading(self: TensorValue, outer: Dim, inner: Dim): Dim {
	const product = mapDims([outer, inner], ([a, b]) => (a as number) * (b as number));
	return self.eager !== false && isStatic(product) ? product : counted(self);
}

function values(self: TensorValue): TensorValue {
	const { dims, raggedRank } = partsOf(self);
	const [outer, inner, ...rest] = dims as [Dim, Dim, ...Dim[]];
	const layout: Layout | undefined = raggedRank > 1 ? { kind: "ragged", raggedRank: raggedRank - 1 } : undefined;
	return part(self, [leading(self, outer, inner), ...rest], self.spec.dtype, layout);
}

function flatValues(self: TensorValue): TensorValue {
	const { dims, raggedRank } = partsOf(self);
	return part(self, [counted(self), ...dims.slice(raggedRank + 1)], self.spec.dtype);
}

const rows = (self: TensorValue): Dim => partsOf(self).dims[0] as Dim;

export function raggedAttribute(self: TensorValue, name: string): Value | undefined {
	switch (name) {
		case "values":
			return values(self);
		case "flat_values":
			return flatValues(self);
		case "row_splits":
			return part(self, [mapDims([rows(self)], ([count]) => (count as number) + 1)], SPLITS);
		case "ragged_rank":
			return int(partsOf(self).raggedRank);
		default:
			return undefined;
	}
}

type Read = (self: TensorValue, call: LibraryCall) => Value;

const method =
	(read: Read) =>
	(self: Value, call: LibraryCall): Value => {
		if (self.kind !== "tensor" || self.spec.layout?.kind !== "ragged") return vague("a method of a ragged tensor");
		return read(self, call);
	};

/** What is counted of the rows has the dtype that is asked for, or that of the splits. */
const perRow: Read = (self) => part(self, [rows(self)], SPLITS);

export const RAGGED_METHODS = {
	row_lengths: method((self, call) =>
		call.args.positional.length + call.args.keywords.length > 0
			? vague("the rows of another axis")
			: perRow(self, call),
	),
	row_starts: method(perRow),
	row_limits: method(perRow),
	value_rowids: method((self) => part(self, [firstOf(values(self))], SPLITS)),
	nrows: method((self) => part(self, [], SPLITS)),
	bounding_shape: method((self, { args }) =>
		args.positional.length + args.keywords.length > 0
			? vague("a part of a bounding shape")
			: part(self, [partsOf(self).dims.length], SPLITS),
	),
} as const;

const firstOf = ({ spec: { shape } }: TensorValue): Dim =>
	shape.kind === "ranked" ? (shape.dims[0] as Dim) : vague("rows");

/** As a dense tensor: of real ones, somebody counted the longest rows. */
export function denseShape(self: TensorValue): Shape {
	const { shape } = self.spec;
	if (self.eager === false || shape.kind !== "ranked") return shape;
	return ranked(shape.dims.map((dim) => (isStatic(dim) ? dim : unknownDim(ROWS))));
}
