import { topLevel } from "./edit-text";
import { OPS_TABLE } from "./ops-table";

interface Parameter {
	readonly name: string;
	/** Its name in `keras.ops`; absent when there is none. */
	readonly op: string | undefined;
	/** Written out when it is not given. */
	readonly implied: string | undefined;
}

interface Entry {
	readonly op: string;
	readonly parameters: readonly Parameter[];
	readonly floatsOnly: boolean;
	/** Another dtype than TensorFlow's comes out. */
	readonly dtype: string | undefined;
}

const ENTRY = /^([\w.]+)\(([^)]*)\)\s*(float)?(int32)?$/;
/** Stands for arguments that mean the same, however many there are. */
const ANYTHING = "...";
const PARAMETER = /^(!)?(\w+)(?:>(\w+))?(?:=(.+))?$/;

function readEntry(text: string): Entry | undefined {
	const [, op, list = "", float, dtype] = ENTRY.exec(text) ?? [];
	if (op === undefined) return undefined;
	if (list === ANYTHING) return { op, parameters: [], floatsOnly: float !== undefined, dtype };
	const parameters = list.split(" ").map((each): Parameter => {
		const [, missing, name = "", renamed, implied] = PARAMETER.exec(each) ?? [];
		return { name, op: missing ? undefined : (renamed ?? name), implied };
	});
	return { op, parameters, floatsOnly: float !== undefined, dtype };
}

export interface Converted {
	/** The call of `keras.ops`, without what stands before `ops`. */
	readonly text: string;
	readonly op: string;
	/** Whether the result has the same dtype. */
	readonly isSame: boolean;
}

interface Written {
	readonly name: string | undefined;
	readonly value: string;
}

/** The arguments of a call as they are written; absent where they are starred or commented. */
function readArguments(text: string): readonly Written[] | undefined {
	if (/#/.test(text)) return undefined;
	const commas = topLevel(text, ",");
	const parts = [...commas, text.length].map((end, index) => text.slice((commas[index - 1] ?? -1) + 1, end));
	if (parts.at(-1)?.trim() === "") parts.pop();
	const written = parts.map((part): Written => {
		const [, name, value] = /^\s*(\w+)\s*=(?!=)\s*([\s\S]*)$/.exec(part) ?? [];
		return { name, value: (value ?? part).trim() };
	});
	return written.some(({ value }) => value.startsWith("*")) ? undefined : written;
}

/** `tf.float32` is `"float32"`, and a padding is written small. */
function convertValue(name: string, value: string): string {
	if (name === "dtype") return value.replace(/^\w+\s*\.\s*(b?float\d+|u?int\d+|bool|string|complex\d+)$/, '"$1"');
	return name === "padding" ? value.toLowerCase() : value;
}

/** Pairs what is written with the parameters; absent when something has no counterpart. */
function pair(entry: Entry, written: readonly Written[]): ReadonlyMap<string, Written> | undefined {
	const found = new Map<string, Written>();
	for (const [index, each] of written.entries()) {
		if (each.name === "name") continue;
		const parameter = each.name
			? entry.parameters.find(({ name }) => name === each.name)
			: (entry.parameters[index] as Parameter | undefined);
		if (!parameter?.op) return undefined;
		found.set(parameter.name, each);
	}
	return found;
}

/**
 * A call of a function of TensorFlow or of `tf.keras.backend` as one of `keras.ops`. `name` is that of the function below
 * `tf`, `text` the arguments as they are written. Absent when there is no such operation, or not for these arguments.
 */
export function asOperation(name: string, text: string, isFloat: boolean): Converted | undefined {
	const entry = readEntry(OPS_TABLE[name] ?? "");
	const written = entry && readArguments(text);
	if (entry?.parameters.length === 0 && written?.every((each) => each.name === undefined))
		return { text: `ops.${entry.op}(${text})`, op: `ops.${entry.op}`, isSame: true };
	const given = entry && written && pair(entry, written);
	if (!entry || !given || (entry.floatsOnly && !isFloat) || !isConvertible(name, given)) return undefined;
	const parts: string[] = [];
	let isPositional = true;
	for (const { name: parameter, op, implied } of entry.parameters) {
		const each = given.get(parameter);
		const value = each ? convertValue(parameter, each.value) : implied;
		if (op === undefined || value === undefined) isPositional = false;
		else if (isPositional && each && each.name === undefined) parts.push(value);
		else {
			isPositional = false;
			parts.push(`${op}=${value}`);
		}
	}
	const call = `ops.${entry.op}(${parts.join(", ")})`;
	return { text: call, op: `ops.${entry.op}`, isSame: entry.dtype === undefined };
}

/** Arguments of which `keras.ops` makes something else. */
function isConvertible(name: string, given: ReadonlyMap<string, Written>): boolean {
	const value = (parameter: string): string | undefined => given.get(parameter)?.value;
	if (name === "split") return /^\d+$/.test(value("num_or_size_splits") ?? "");
	if (name === "where") return given.has("x") && given.has("y");
	if (name === "norm") return given.has("axis");
	if (name === "math.in_top_k") return given.has("k");
	if (name.startsWith("nn.") && name.endsWith("pool2d"))
		return [value("ksize"), value("strides")].every((size) => size !== undefined && /^\d+$/.test(size));
	return true;
}
