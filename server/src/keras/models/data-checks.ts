import type { Origin, Value, World } from "../../domain";
import { type Bound, raise } from "../../interpreter/api";
import { flattenLeaves, flattenTensors } from "../engine/structure";
import { isKerasTensor, rowsOf } from "./feed-model";

/** Data that is given to a model, by the name of its argument, and where it was written. */
export interface GivenData {
	readonly name: string;
	readonly value: Value;
	readonly origin: Origin | undefined;
}

/** The arguments that hold something. */
export const givenData = (bound: Bound, names: readonly string[]): readonly GivenData[] =>
	names.flatMap((name) => {
		const given = bound.given(name);
		return given && given.value.kind !== "none" ? [{ name, value: given.value, origin: given.origin }] : [];
	});

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str"]);

const holdsNumbers = ({ value }: GivenData): boolean => flattenLeaves(value).some(({ kind }) => NUMBERS.has(kind));
/** NumPy's scalars are arrays without rows. */
const isOfNumpy = (value: Value): boolean =>
	(value.kind === "int" || value.kind === "float") && value.numpy !== undefined;

const holdsTensors = ({ value }: GivenData): boolean => flattenTensors(value).length > 0;

/**
 * Keras makes batches of arrays and tensors, not of Python's numbers: a list holds one array for each input. Keras 2 makes
 * arrays of lists of numbers where there is nothing else.
 */
export function checkSorts(parts: readonly GivenData[], world: World): void {
	const bad = parts.find(holdsNumbers);
	if (bad && (world === "keras3" || parts.some(holdsTensors))) {
		const { kind } = bad.value;
		raise(
			{
				code: "invalid-layer-input",
				exception: world === "keras3" && isOfNumpy(bad.value) ? "IndexError" : "ValueError",
				message:
					kind === "list" || kind === "tuple"
						? `${bad.name} is a ${kind} of numbers: Keras wants an array (np.array), a list holds one array for each input`
						: `${bad.name} is a ${kind}, of which Keras makes no batches`,
				argument: bad.name,
			},
			bad.origin,
		);
	}
	for (const part of parts) checkTensors(part);
}

/** What has no rows cannot be cut into batches. */
export function checkTensors({ name, value, origin }: GivenData): void {
	for (const tensor of flattenTensors(value)) {
		const { shape } = tensor.spec;
		if (shape.kind !== "ranked") continue;
		const [rows] = shape.dims;
		if (rows === undefined && !isKerasTensor(tensor))
			raise(
				{
					code: "input-rank",
					exception: "IndexError",
					message: `${name} holds a scalar, which has no rows`,
					argument: name,
				},
				origin,
			);
		if (isKerasTensor(tensor) && typeof rows === "object" && rows.kind === "none")
			raise(
				{
					code: "keras-tensor-in-tf-function",
					exception: "TypeError",
					message: `${name} is a KerasTensor, which has no rows: a model is trained on arrays`,
					argument: name,
					because: [rows.why],
				},
				origin,
			);
	}
}

/** All arrays have one row for each sample. */
export function checkRows(parts: readonly GivenData[]): void {
	const rows = parts.flatMap((part) => rowsOf(part.value).map((count) => ({ count, part })));
	const [first] = rows;
	const other = rows.find(({ count }) => count !== first?.count);
	if (!first || !other) return;
	raise(
		{
			code: "input-axis-size",
			exception: "ValueError",
			message: `${first.part.name} has ${first.count} rows and ${other.part.name} ${other.count}: each sample needs a row in both`,
			argument: other.part.name,
		},
		other.part.origin,
	);
}
