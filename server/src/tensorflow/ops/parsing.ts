import {
	type DictEntry,
	type Dim,
	type DType,
	isStatic,
	keyOf,
	noneDim,
	printShape,
	type Reason,
	ranked,
	type Shape,
	SPARSE,
	str,
	type TensorValue,
	unknownDim,
	type Value,
} from "../../domain";
import { type Bound, defineFunction, type FunctionModel, type LibraryCall, raise, vague } from "../../interpreter/api";
import { convert, makeTensor, sizeOf } from "../convert";
import { isTracing } from "../op";
import { FEATURE_MODELS, type Feature, readFeature } from "./features";

/** Records that are parsed into tensors. Mirrors tensorflow/python/ops/parsing_ops.py. */

const reject = (exception: string, message: string, argument?: string): never =>
	raise({ code: "invalid-layer-argument", exception, message, argument });

interface Site {
	/** The axes of the records: none, or their number. */
	readonly lead: readonly Dim[];
	readonly call: LibraryCall;
	readonly eager: boolean;
}

function parse(bound: Bound, call: LibraryCall, isSingle: boolean): Value {
	const features = bound.get("features");
	const isEmpty = (features.kind === "dict" && features.entries?.size === 0) || features.kind === "none";
	if (isEmpty || (features.kind === "list" && features.items?.length === 0))
		reject("ValueError", "features: there is nothing to parse", "features");
	const entries = (features.kind === "dict" && features.entries) || vague("features that are not known");
	const found = [...entries.values()].map(({ key, value }) => {
		const name = key.kind === "str" && key.value !== undefined ? key.value : vague("a key that is not known");
		return { name, feature: readFeature(name, value, call.machine) };
	});
	const { site, isMany } = siteOf(bound.get("serialized"), call);
	if (isSingle && isMany)
		reject(
			site.eager ? "InvalidArgumentError" : "ValueError",
			"parse_single_example takes one record; parse_example takes many",
			"serialized",
		);
	// What is sparse comes first, then what is dense, then what is ragged, each in the order of the keys.
	const order = ["var", "fixed", "ragged"].flatMap((group) =>
		found.filter(({ feature }) => groupOf(feature) === group).sort((a, b) => (a.name < b.name ? -1 : 1)),
	);
	return dictOfTensors(order.map(({ name, feature }) => [name, tensorOf(name, feature, site)] as const));
}

const groupOf = ({ kind }: Feature): string => (kind === "sparse" ? "var" : kind === "sequence" ? "fixed" : kind);

function dictOfTensors(items: readonly (readonly [string, Value])[]): Value {
	const entries = items.map(([name, value]): [string, DictEntry] => {
		const key = str(name);
		return [keyOf(key) as string, { key, value }];
	});
	return { kind: "dict", entries: new Map(entries) };
}

function siteOf(serialized: Value, call: LibraryCall): { readonly site: Site; readonly isMany: boolean } {
	const { shape, dtype } = convert(serialized);
	if (typeof dtype === "string" && dtype !== "string")
		reject("ValueError", `records are strings, found ${dtype}`, "serialized");
	if (shape.kind !== "ranked") return vague("why" in shape ? shape.why : "records of unknown rank");
	const eager = !isTracing(call.machine) && (serialized.kind !== "tensor" || serialized.eager !== false);
	return { site: { lead: shape.dims, call, eager }, isMany: shape.dims.length > 0 };
}

/** How many values a record holds, which the record says. */
function openDim({ call, eager }: Site): Dim {
	const why: Reason = { text: "how many values a record holds", origin: call.args.origin };
	return eager ? unknownDim(why) : noneDim(why);
}

function tensorOf(name: string, feature: Feature, site: Site): Value {
	const { lead, call, eager } = site;
	const make = (dims: readonly Dim[], dtype: DType): TensorValue =>
		makeTensor(ranked(dims), dtype, { world: call.world, eager });
	switch (feature.kind) {
		case "fixed":
			return make([...lead, ...fixedDims(name, feature, site)], feature.dtype);
		case "sequence":
			return make([...lead, openDim(site), ...dimsOf(feature.shape)], feature.dtype);
		case "var":
			return sparse(make([...lead.map(() => openDim(site)), openDim(site)], feature.dtype));
		case "sparse":
			return sparse(make([...lead.map(() => openDim(site)), ...sparseSizes(feature.size)], feature.dtype));
		default: {
			const tensor = make([...lead, openDim(site)], feature.dtype);
			if (lead.length === 0) return tensor;
			return {
				...tensor,
				spec: { ...tensor.spec, layout: { kind: "ragged", raggedRank: 1, rowSplits: feature.splits } },
			};
		}
	}
}

const sparse = (tensor: TensorValue): Value => ({ ...tensor, spec: { ...tensor.spec, layout: SPARSE } });

const dimsOf = (shape: Shape): readonly Dim[] =>
	shape.kind === "ranked" ? shape.dims : vague("a shape that is not known");

function sparseSizes(size: Value): readonly Dim[] {
	const items = size.kind === "list" || size.kind === "tuple" ? (size.items ?? []) : [size];
	return items.map((item) =>
		item.kind === "int" && item.value !== undefined ? item.value : vague("a size that is not known"),
	);
}

/** The default fills the whole shape, and is of its dtype. */
function fixedDims(
	name: string,
	{ shape, dtype, initial }: Extract<Feature, { readonly kind: "fixed" | "sequence" }>,
	{ eager }: Site,
): readonly Dim[] {
	const dims = dimsOf(shape);
	if (initial.kind === "none") return dims;
	const operand = convert(initial, dtype);
	const count = operand.shape.kind === "ranked" ? sizeOf(operand.shape.dims) : undefined;
	const wanted = dims.every(isStatic) ? sizeOf(dims) : undefined;
	if (count !== undefined && wanted !== undefined && count !== wanted)
		reject(
			eager ? "InvalidArgumentError" : "ValueError",
			`${name}: a default of ${count} values for shape ${printShape(shape)}`,
			"features",
		);
	return dims;
}

export const PARSING: readonly FunctionModel[] = [
	...FEATURE_MODELS,
	defineFunction(
		"tensorflow.io.parse_single_example",
		"serialized, features, example_names=None, name=None",
		(bound, call) => parse(bound, call, true),
	),
	defineFunction("tensorflow.io.parse_example", "serialized, features, example_names=None, name=None", (bound, call) =>
		parse(bound, call, false),
	),
];
