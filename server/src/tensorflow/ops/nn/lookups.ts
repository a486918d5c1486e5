import { type Dim, mergeDims, ranked, type UnknownValue, unknown, unknownDim, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { convert, type Operand } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { mergedDim, openDim, rejectSymbolic, vector, withRank, withRankAtLeast } from "../checks";
import { failInPython } from "../image/images";
import { floating, requireDType } from "../keep";
import { rejectFloatIndices } from "../spread";

/** Rows of tables. Mirrors tensorflow/python/ops/embedding_ops.py. */

/** The first of the tables that hold the rows. */
function tableOf(args: OpArguments, name: string): Operand {
	const value = args.get(name);
	const isList = value.kind === "list" || value.kind === "tuple";
	if (value.kind === "none" || (isList && value.items?.length === 0))
		return failInPython(args, { code: "invalid-layer-argument", message: "a lookup needs a table", argument: name });
	const items: readonly Value[] | undefined = isList ? value.items : [value];
	return convert(items?.[0] ?? vague("the tables of a lookup"));
}

const lookup = (name: string, text: string): FunctionModel =>
	defineOp(
		name,
		text,
		(args) => {
			const table = tableOf(args, "params");
			const ids = args.tensor("ids");
			rejectFloatIndices(ids, args, "ids");
			const rows = withRankAtLeast(args, table, 1) ?? vague("a table of unknown rank");
			if (ids.shape.kind !== "ranked") return vague("ids of unknown rank");
			if (args.given("max_norm")) requireDType(args, "nn.embedding_lookup", table.dtype, floating);
			return { shape: ranked([...ids.shape.dims, ...rows.slice(1)]), dtype: table.dtype };
		},
		{ layer: () => "compat.v1.nn.embedding_lookup" },
	);

const COMBINERS = ["mean", "sqrtn", "sum"];

/** Rows of a table, combined for each row of sparse ids. */
const sparseLookup = (name: string, text: string, isSafe: boolean): FunctionModel => {
	const [params = "", ids = ""] = text.split(", ");
	const run = (args: OpArguments): Operand => {
		const given = args.get(ids);
		const isDense = given.kind === "tensor" && given.spec.layout === undefined && typeof given.spec.dtype === "string";
		if (isDense)
			return failInPython(args, {
				code: "invalid-layer-input",
				exception: "TypeError",
				message: "the ids are a SparseTensor here; tf.sparse.from_dense makes one",
				argument: ids,
			});
		const combiner = args.get("combiner");
		if (combiner.kind === "str" && combiner.value !== undefined && !COMBINERS.includes(combiner.value))
			return failInPython(args, {
				code: "invalid-layer-argument",
				message: `the combiner is one of ${COMBINERS.join(", ")}, found ${combiner.value}`,
				argument: "combiner",
			});
		const table = tableOf(args, params);
		const rows = withRankAtLeast(args, table, isSafe ? 2 : 1) ?? vague("a table of unknown rank");
		return { shape: ranked([decided(args, "how many rows of ids there are"), ...rows.slice(1)]), dtype: table.dtype };
	};
	return defineOp(name, text, run, { takesSparse: true });
};

const SPARSE_WEIGHTS = "combiner=None, max_norm=None, name=None, allow_fast_lookup=False";

/** Losses of a few classes that chance chooses. Mirrors `_compute_sampled_logits` of nn_impl.py. */
const sampled = (name: string, text: string, isSoftmax: boolean): FunctionModel =>
	defineOp(
		name,
		text,
		(args) => {
			const [weights, labels, inputs] = [tableOf(args, "weights"), args.tensor("labels"), args.tensor("inputs")];
			const [batch, width] = withRank(args, inputs, 2, "inputs") as [Dim, Dim];
			const rows = withRankAtLeast(args, weights, 2) ?? vague("weights of unknown rank");
			mergedDim(args, width, rows[1] as Dim, "inputs and weights");
			const [count, classes] = withRank(args, labels, 2, "labels") as [Dim, Dim];
			const removes = args.isTrue("remove_accidental_hits");
			const wanted = args.int("num_true") ?? 1;
			if (removes || !args.isGraph) mergedDim(args, classes, wanted, "labels and num_true");
			const rowsOf = mergeDims(batch, count) ?? vague("labels of another batch");
			return { shape: vector(rowsOf), dtype: "float32" };
		},
		{ layer: () => vague(`a ${isSoftmax ? "softmax" : "loss"} of many layers`) },
	);

const SAMPLED = "weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, sampled_values=None";

const CANDIDATES = "true_classes, num_true, num_sampled, unique";

/** Classes that chance chooses, and how often they and the true ones are expected. */
const sampler = (names: readonly string[], text: string, isDispatched = true): FunctionModel =>
	defineOp(names, text, (args): OpResult => {
		if (!isDispatched) rejectSymbolic(args, names[0] ?? "");
		const classes = args.tensor("true_classes");
		requireInt64(args, classes);
		const [batch, given] = withRank(args, classes, 2, "true_classes") as [Dim, Dim];
		const [wanted, count] = [args.int("num_true") ?? 1, args.int("num_sampled") ?? vague("the number of samples")];
		if (!args.isGraph) mergedDim(args, given, wanted, "true classes and num_true");
		return {
			kind: "tuple",
			fields: ["sampled_candidates", "true_expected_count", "sampled_expected_count"],
			items: [
				{ shape: vector(count), dtype: "int64" },
				{ shape: ranked([batch, wanted]), dtype: "float32" },
				{ shape: vector(count), dtype: "float32" },
			],
		};
	});

const requireInt64 = (args: OpArguments, { dtype }: Operand): void =>
	requireDType(args, "random.candidate_sampler", dtype, (each) => each === "int64");

const HITS = defineOp(
	"nn.compute_accidental_hits",
	"true_classes, sampled_candidates, num_true, seed=None, name=None",
	(args): OpResult => {
		const classes = args.tensor("true_classes");
		requireInt64(args, classes);
		const [, given] = withRank(args, classes, 2, "true_classes") as [Dim, Dim];
		mergedDim(args, given, args.int("num_true") ?? 1, "true classes and num_true");
		withRank(args, args.tensor("sampled_candidates"), 1, "sampled_candidates");
		const count = decided(args, "how many candidates are true");
		return {
			kind: "tuple",
			items: [
				{ shape: vector(count), dtype: "int32" },
				{ shape: vector(count), dtype: "int64" },
				{ shape: vector(count), dtype: "float32" },
			],
		};
	},
);

/** What only values tell. */
const decided = (args: OpArguments, text: string): Dim =>
	args.isGraph ? openDim(args, text) : unknownDim({ text, origin: args.origin });

/** `tf.nn.ctc_loss` of dense labels: one number for each sequence. */
const ctcLoss = (name: string, text: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const [labels, logits] = [args.tensor("labels"), args.tensor("logits")];
		requireDType(args, name, logits.dtype, floating);
		const dims = withRank(args, logits, 3, "logits");
		const [count] = withRank(args, labels, 2, "labels") as [Dim];
		const batch = dims[args.isTrue("logits_time_major") ? 1 : 0] as Dim;
		return { shape: vector(mergedDim(args, count, batch, "labels and logits")), dtype: logits.dtype };
	});

const CTC =
	"labels, logits, label_length, logit_length, logits_time_major=True, unique=None, blank_index=None, name=None";

/** Decoders give sequences of any length, as sparse tensors, and a number for each. */
const decoder = (name: string, text: string, isGreedy: boolean): FunctionModel =>
	defineOp(name, text, (args): OpResult => {
		const inputs = args.tensor("inputs");
		requireDType(args, name, inputs.dtype, (dtype) => dtype === "float32" || dtype === "float64");
		const batch = withRank(args, inputs, 3, "inputs")[1] as Dim;
		const [count] = withRank(args, args.tensor("sequence_length"), 1, "sequence_length") as [Dim];
		const paths = isGreedy ? 1 : (args.int("top_paths") ?? 1);
		const path = unknown({ text: "what is decoded is sparse, and not followed", origin: args.origin });
		const scores = ranked([mergedDim(args, batch, count, "inputs and sequence lengths"), paths]);
		return {
			kind: "tuple",
			items: [
				{ kind: "list", items: Array<UnknownValue>(paths).fill(path) },
				{ shape: scores, dtype: inputs.dtype },
			],
		};
	});

const UNIQUE = defineOp("nn.ctc_unique_labels", "labels, name=None", (args): OpResult => {
	const labels = args.tensor("labels");
	const [batch, length] = withRank(args, labels, 2, "labels") as [Dim, Dim];
	const count = decided(args, "how many labels differ");
	return {
		kind: "tuple",
		items: [
			{ shape: ranked([batch, count]), dtype: "int64" },
			{ shape: ranked([batch, length]), dtype: "int32" },
		],
	};
});

export const LOOKUP_OPS: readonly FunctionModel[] = [
	lookup("nn.embedding_lookup", "params, ids, max_norm=None, name=None"),
	lookup(
		"compat.v1.nn.embedding_lookup",
		"params, ids, partition_strategy='mod', name=None, validate_indices=True, max_norm=None",
	),
	sparseLookup("nn.embedding_lookup_sparse", `params, sp_ids, sp_weights, ${SPARSE_WEIGHTS}`, false),
	sparseLookup(
		"nn.safe_embedding_lookup_sparse",
		"embedding_weights, sparse_ids, sparse_weights=None, combiner='mean', default_id=None, max_norm=None, name=None, allow_fast_lookup=False",
		true,
	),
	sampled("nn.nce_loss", `${SAMPLED}, remove_accidental_hits=False, name='nce_loss'`, false),
	sampled(
		"nn.sampled_softmax_loss",
		`${SAMPLED}, remove_accidental_hits=True, seed=None, name='sampled_softmax_loss'`,
		true,
	),
	sampled(
		"compat.v1.nn.nce_loss",
		`${SAMPLED}, remove_accidental_hits=False, partition_strategy='mod', name='nce_loss'`,
		false,
	),
	sampled(
		"compat.v1.nn.sampled_softmax_loss",
		`${SAMPLED}, remove_accidental_hits=True, partition_strategy='mod', name='sampled_softmax_loss', seed=None`,
		true,
	),
	sampler(["nn.all_candidate_sampler", "random.all_candidate_sampler"], `${CANDIDATES}, seed=None, name=None`, false),
	...["log_uniform", "uniform", "learned_unigram"].map((kind) =>
		sampler(
			[`random.${kind}_candidate_sampler`, `nn.${kind}_candidate_sampler`],
			`${CANDIDATES}, range_max, seed=None, name=None`,
		),
	),
	HITS,
	ctcLoss("nn.ctc_loss", CTC),
	ctcLoss("compat.v1.nn.ctc_loss_v2", CTC),
	decoder("nn.ctc_greedy_decoder", "inputs, sequence_length, merge_repeated=True, blank_index=None", true),
	decoder("nn.ctc_beam_search_decoder", "inputs, sequence_length, beam_width=100, top_paths=1", false),
	decoder("compat.v1.nn.ctc_beam_search_decoder_v2", "inputs, sequence_length, beam_width=100, top_paths=1", false),
	decoder(
		"compat.v1.nn.ctc_beam_search_decoder",
		"inputs, sequence_length, beam_width=100, top_paths=1, merge_repeated=True",
		false,
	),
	UNIQUE,
	defineOp("nn.collapse_repeated", "labels, seq_length, name=None", (args): OpResult => {
		const labels = args.tensor("labels");
		const [batch] = withRank(args, labels, 2, "labels") as [Dim];
		const lengths = args.tensor("seq_length");
		const longest =
			labels.content === undefined && args.isGraph
				? openDim(args, "how long the longest sequence is")
				: unknownDim({ text: "how long the longest sequence is", origin: args.origin });
		return {
			kind: "tuple",
			items: [
				{ shape: ranked([batch, longest]), dtype: labels.dtype },
				{ shape: lengths.shape, dtype: lengths.dtype },
			],
		};
	}),
];
