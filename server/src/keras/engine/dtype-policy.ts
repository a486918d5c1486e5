import {
	type BoolValue,
	type DType,
	type DTypeName,
	type IntValue,
	isDTypeName,
	isFloating,
	misspelling,
	type Value,
	type World,
} from "../../domain";
import { type Machine, raise } from "../../interpreter/api";
import { isSince } from "../versions/release";
import type { DTypePolicy } from "./layer-state";
import { objectState } from "./library-object";

/** dtypes, dtype policies and the state that they are read from. Mirrors mixed_precision/policy.py (2.15) and dtype_policies (3). */

interface Globals {
	floatx: DType;
	/** The global policy, once it is set. */
	policy: DTypePolicy | undefined;
}

const globals = (machine: Machine, world: World): Globals =>
	machine.libraryState<Globals>(`keras.dtypes.${world}`, () => ({
		floatx: machine.configuration.floatx ?? "float32",
		policy: undefined,
	}));

export const floatx = (machine: Machine, world: World): DType => globals(machine, world).floatx;

export const setFloatx = (machine: Machine, world: World, dtype: DType): void =>
	machine.journal.setField(globals(machine, world), "floatx", dtype, (a, b) => (a === b ? a : notKnown()));

export const setGlobalPolicy = (machine: Machine, world: World, policy: DTypePolicy | undefined): void =>
	machine.journal.setField(globals(machine, world), "policy", policy, (a, b) => {
		// A policy that was not set on one path is what `floatx` says there.
		const { floatx: compute } = globals(machine, world);
		const [one, other] = [a ?? { compute, variable: compute }, b ?? { compute, variable: compute }];
		const same = one.compute === other.compute && one.variable === other.variable;
		return same ? one : { compute: notKnown(), variable: notKnown() };
	});

const notKnown = (): DType => ({ kind: "unknown", why: { text: "the global dtype differs between two paths" } });

/** Keras 3 fixes the policy when it is first read: `set_floatx` after a layer was made changes no later layer. */
export function globalPolicy(machine: Machine, world: World): DTypePolicy {
	const state = globals(machine, world);
	if (state.policy) return state.policy;
	const policy: DTypePolicy = { compute: state.floatx, variable: state.floatx };
	if (world === "keras3") setGlobalPolicy(machine, world, policy);
	return policy;
}

const MIXED: Readonly<Record<string, DTypeName>> = { mixed_float16: "float16", mixed_bfloat16: "bfloat16" };

/** `dtype=` of a layer. `?` when it is not known. */
export function readPolicy(value: Value, machine: Machine, world: World): DTypePolicy {
	const object = objectState<DTypePolicy>(value, "dtype-policy");
	if (object) return object;
	if (value.kind === "none") return globalPolicy(machine, world);
	if (value.kind === "dict") return readConfig(value, machine, world);
	if (world === "keras2" && machine.truth(value, { path: "", start: 0, end: 0 }) === false)
		return globalPolicy(machine, world);
	if (value.kind === "str" && value.value !== undefined) return policyByName(value.value, world);
	return uniform(readDType(value, world, world === "keras2" ? "TypeError" : "ValueError"));
}

const uniform = (dtype: DType): DTypePolicy => ({ compute: dtype, variable: dtype });

/** Classes of policies by the names that `get_config` writes, and those that are made of more than a name. */
const CONFIGURED: Readonly<Record<World, { readonly named: RegExp; readonly others: RegExp }>> = {
	keras2: { named: /^Policy(V1)?$/, others: /^$/ },
	keras3: { named: /^(Float)?DTypePolicy$/, others: /Quantized|GPTQ|AWQ|Int4|Map$/ },
};

/** `{"class_name": "DTypePolicy", "config": {"name": …}}`, as `get_config` writes it. */
function readConfig(value: Extract<Value, { kind: "dict" }>, machine: Machine, world: World): DTypePolicy {
	const item = (key: string): Value | undefined => value.entries?.get(`s:${key}`)?.value;
	const open = uniform({ kind: "unknown", why: { text: "the config of the dtype policy is not followed" } });
	if (!value.entries) return open;
	const cls = item("class_name") ?? invalid("a dict without class_name", "ValueError");
	const registered = item("registered_name");
	if (cls.kind !== "str" || cls.value === undefined || (registered && registered.kind !== "none")) return open;
	const { named, others } = CONFIGURED[world];
	if (others.test(cls.value)) return { ...open, isQuantized: true };
	if (!named.test(cls.value)) {
		// Until 3.3, the class was looked up wherever objects are.
		const isLookedUp = world === "keras3" && !isSince("3.3", { machine, world });
		return invalid(`a dict of the class ${cls.value}`, isLookedUp ? "TypeError" : "AttributeError");
	}
	const config = item("config");
	if (config?.kind === "dict" ? !config.entries : config !== undefined) return open;
	const name = config?.kind === "dict" ? config.entries?.get("s:name")?.value : undefined;
	if (name) return readNamed(name, world);
	return world === "keras3" ? globalPolicy(machine, world) : invalid("a dict of a policy without a name", "TypeError");
}

/** What the class of a policy makes of a name: names of dtypes and of mixed policies only. */
function readNamed(name: Value, world: World): DTypePolicy {
	if (name.kind !== "str" || name.value === undefined)
		return uniform({ kind: "unknown", why: { text: "the name of the dtype policy is not known" } });
	if (!MIXED[name.value] && dtypeByName(name.value, world) === undefined)
		return invalid(`"${name.value}"`, "ValueError");
	return policyByName(name.value, world);
}

/** A policy by its name, as a layer's `dtype=` takes it. */
export function policyByName(name: string, world: World): DTypePolicy {
	const mixed = MIXED[name];
	if (mixed) return { compute: mixed, variable: "float32" };
	if (world === "keras3" && /^(int8|float8|int4|gptq|awq)/.test(name)) return quantizedPolicy(name);
	const dtype = dtypeByName(name, world);
	return dtype ? uniform(dtype) : invalid(`"${name}"`, world === "keras2" ? "TypeError" : "ValueError");
}

/** `int8_from_float32`: the layer is made quantized; its dtypes are those of the source policy. */
function quantizedPolicy(name: string): DTypePolicy {
	const source = name.split("_from_");
	if (source.length !== 2) return invalid(`"${name}", a quantized policy without a source`, "ValueError");
	return { ...uniform({ kind: "unknown", why: { text: "quantized policies are not followed" } }), isQuantized: true };
}

const TF_ALIASES: Readonly<Record<string, DTypeName>> = { half: "float16", float: "float32", double: "float64" };
const PYTHON_NAMES: Readonly<Record<string, DTypeName>> = { int: "int64" };

/** Those of our dtypes that Keras 3 does not take. */
const NOT_IN_KERAS3: ReadonlySet<string> = new Set(["int4", "uint4", "resource", "variant"]);

/** A dtype by name, as `tf.as_dtype` (Keras 2) and `standardize_dtype` (Keras 3) read it. */
export function dtypeByName(name: string, world: World): DTypeName | undefined {
	if (world === "keras2") return TF_ALIASES[name] ?? (isDTypeName(name) ? name : undefined);
	if (PYTHON_NAMES[name]) return PYTHON_NAMES[name];
	return isDTypeName(name) && !NOT_IN_KERAS3.has(name) && !/^q/.test(name) ? name : undefined;
}

const PYTHON_TYPES: Readonly<Record<World, Readonly<Record<string, DTypeName>>>> = {
	keras2: { "builtins.float": "float32", "builtins.bool": "bool", "builtins.object": "string" },
	keras3: { "builtins.float": "float32", "builtins.bool": "bool", "builtins.int": "int64", "builtins.str": "string" },
};

/** A dtype that is not a policy: of an Input, a cast, a weight. `?` when it is not known. */
export function readDType(value: Value, world: World, exception: string): DType {
	if (value.kind === "dtype") {
		if (typeof value.dtype !== "string" || world === "keras2") return value.dtype;
		return dtypeByName(value.dtype, world) ?? invalid(value.dtype, exception);
	}
	if (value.kind === "unknown") return { kind: "unknown", why: value.why };
	if (value.kind === "str") {
		if (value.value === undefined) return { kind: "unknown", why: { text: "the dtype is a string not known" } };
		return dtypeByName(value.value, world) ?? invalid(`"${value.value}"`, exception);
	}
	if (value.kind === "library") {
		const dtype = PYTHON_TYPES[world][value.name];
		if (dtype) return dtype;
		if (!value.name.includes(".")) invalid(`the module ${value.name}`, exception);
		if (value.name.startsWith("builtins.")) invalid(value.name.slice(9), exception);
	}
	if (["float", "bytes", "list", "tuple", "set", "none"].includes(value.kind))
		invalid(`a value of type ${value.kind}`, exception);
	if (value.kind === "int" || value.kind === "bool") return dtypeByNumber(value, world, exception);
	return { kind: "unknown", why: { text: "the dtype is not followed" } };
}

/** TensorFlow's own numbers for dtypes, which `tf.as_dtype` takes too. */
const NUMBERED: readonly (DTypeName | undefined)[] = [
	undefined,
	"float32",
	"float64",
	"int32",
	"uint8",
	"int16",
	"int8",
	"string",
	"complex64",
	"int64",
	"bool",
	"qint8",
	"quint8",
	"qint32",
	"bfloat16",
	"qint16",
	"quint16",
	"uint16",
	"complex128",
	"float16",
	"resource",
	"variant",
	"uint32",
	"uint64",
];

/** What `==` of a TensorFlow dtype says of names, dtypes and TensorFlow's numbers. */
export function equalsDType(value: Value, dtype: DTypeName): boolean {
	if (value.kind === "dtype") return value.dtype === dtype;
	if (value.kind === "int") return NUMBERED[Number(value.value)] === dtype;
	return value.kind === "str" && value.value !== undefined && dtypeByName(value.value, "keras2") === dtype;
}

function dtypeByNumber(value: IntValue | BoolValue, world: World, exception: string): DType {
	if (world === "keras3") return invalid("a number", exception);
	if (value.value === undefined) return { kind: "unknown", why: { text: "the dtype is a number not known" } };
	return NUMBERED[Number(value.value)] ?? invalid(`the number ${value.value}`, exception);
}

function invalid(found: string, exception: string): never {
	raise({
		code: "invalid-layer-argument",
		exception,
		message: `${found} is not a dtype`,
		argument: "dtype",
		...misspelling(/^"(\w+)"$/.exec(found)?.[1], NAMES),
	});
}

const NAMES = "float16 float32 float64 bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool string".split(
	" ",
);

/** Whether a layer of this compute dtype casts what it is given: Keras 2 only to floats, Keras 3 to anything. */
export const castsInputs = (compute: DType, world: World): boolean =>
	world === "keras3" || typeof compute !== "string" || isFloating(compute);
