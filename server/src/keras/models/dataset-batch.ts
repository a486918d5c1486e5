import type { Origin, Value } from "../../domain";
import { type Bound, type LibraryCall, raise } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import { mapLeaves } from "../engine/structure";
import { type GivenData, givenData } from "./data-checks";

/** Whether it is a `tf.data.Dataset`. */
export const isDataset = (data: Value): boolean =>
	data.kind === "instance" && data.cls.kind === "library" && data.cls.name.startsWith("tensorflow.data.");

/** The batch that a model is called on for each element of a dataset: the first of `x`, `(x, y)` or `(x, y, sample_weight)`. */
export function batchOfDataset({ name, value, origin }: GivenData, { machine, world, args }: LibraryCall): Value {
	const spec = machine.getAttribute(value, "element_spec", args.origin);
	const element = mapLeaves(spec, (leaf) =>
		leaf.kind === "typespec" && leaf.type === undefined
			? makeTensor(leaf.spec, "Tensor", { world }, false)
			: notFollowed(args.origin),
	);
	if (element.kind !== "tuple" || element.fields) return element;
	if (element.items.length > 3)
		raise(
			{
				code: "invalid-layer-input",
				exception: "ValueError",
				message: `the dataset has elements of ${element.items.length} parts; a model takes (x, y) or (x, y, sample_weight)`,
				argument: name,
			},
			origin,
		);
	return element.items[0] ?? notFollowed(args.origin);
}

const notFollowed = (origin: Origin): Value => ({
	kind: "unknown",
	why: { text: "an element of a dataset that is not followed", origin },
});

/** What a dataset holds itself is not passed beside it. */
export function rejectBeside(data: readonly GivenData[], bound: Bound): void {
	const [x] = data;
	if (x?.name !== "x" || !isDataset(x.value)) return;
	const beside = [...data.slice(1), ...givenData(bound, ["validation_split"])];
	const given = beside.find(({ value }) => isGiven(value));
	if (!given) return;
	raise(
		{
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `${given.name} cannot be passed beside a dataset, which holds all of the data itself`,
			argument: given.name,
		},
		given.origin,
	);
}

/** Whether an argument is certainly something: 0 is nothing. */
const isGiven = (value: Value): boolean =>
	value.kind === "tensor" ||
	value.kind === "list" ||
	((value.kind === "float" || value.kind === "int") && !!value.value);
