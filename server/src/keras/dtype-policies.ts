import { type DType, isFloating, NONE, str, type Value, type World } from "../domain";
import { type ClassModel, defineFunction, type LibraryCall, type LibraryModel, raise } from "../interpreter/api";
import {
	dtypeByName,
	floatx,
	globalPolicy,
	policyByName,
	readPolicy,
	setFloatx,
	setGlobalPolicy,
} from "./engine/dtype-policy";
import type { DTypePolicy } from "./engine/layer-state";
import { defineObject, objectState } from "./engine/library-object";
import { policyValue } from "./engine/policy-value";

/**
 * dtype policies and the global dtype. Mirrors keras/src/mixed_precision/policy.py (2.15) and keras/src/dtype_policies,
 * keras/src/backend/config.py (3).
 */
function invalid(message: string, argument: string, exception = "ValueError"): never {
	raise({ code: "invalid-layer-argument", exception, message, argument });
}

const text = (dtype: DType): Value => (typeof dtype === "string" ? str(dtype) : { kind: "str", why: dtype.why });

function policyName({ compute, variable }: DTypePolicy): Value {
	if (typeof compute !== "string" || typeof variable !== "string") return { kind: "str" };
	return str(compute === variable ? compute : `mixed_${compute}`);
}

function policyAttribute(policy: DTypePolicy, name: string): Value | undefined {
	if (name === "compute_dtype") return text(policy.compute);
	if (name === "variable_dtype") return text(policy.variable);
	return name === "name" ? policyName(policy) : undefined;
}

/** The constructor takes names only; `tf.float16` and the like are for a layer's `dtype=`. */
function constructPolicy(name: Value, { machine, world }: LibraryCall): DTypePolicy {
	if (name.kind === "none" && world === "keras3") return globalPolicy(machine, world);
	if (name.kind === "unknown")
		return { compute: { kind: "unknown", why: name.why }, variable: { kind: "unknown", why: name.why } };
	if (name.kind !== "str") return invalid("a dtype policy is made from a name", "name", "TypeError");
	if (name.value === undefined) return readPolicy(name, machine, world);
	const isMixed = name.value.startsWith("mixed_") && (world === "keras3" || /^mixed_b?float16$/.test(name.value));
	if (!isMixed && dtypeByName(name.value, world) === undefined)
		invalid(`"${name.value}" names no dtype policy`, "name");
	return policyByName(name.value, world);
}

const policyClass = (name: string, aliases: readonly string[], world: World): ClassModel =>
	defineObject<DTypePolicy>({
		name,
		aliases,
		worlds: [world],
		type: "dtype-policy",
		signature: { keras2: "name", keras3: "name=None" },
		construct: (bound, call) => constructPolicy(bound.get("name"), call),
		attribute: policyAttribute,
	});

function setPolicy(value: Value, call: LibraryCall): Value {
	const { machine, world } = call;
	if (world === "keras2") {
		const policy =
			objectState<DTypePolicy>(value, "dtype-policy") ??
			(value.kind === "none" ? undefined : constructPolicy(value, call));
		if (policy && typeof policy.compute === "string" && !isFloating(policy.compute))
			invalid(`the global policy must be a floating one, found ${policy.compute}`, "policy");
		setGlobalPolicy(machine, world, policy);
		return NONE;
	}
	const isPolicy = objectState(value, "dtype-policy") !== undefined;
	if (!isPolicy && value.kind !== "str" && value.kind !== "unknown")
		invalid("the global policy must be a DTypePolicy or its name", "policy");
	setGlobalPolicy(machine, world, readPolicy(value, machine, world));
	return NONE;
}

const FLOATX: Readonly<Record<World, readonly string[]>> = {
	keras2: ["float16", "float32", "float64"],
	keras3: ["bfloat16", "float16", "float32", "float64"],
};

function changeFloatx(value: Value, { machine, world }: LibraryCall): Value {
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) {
		setFloatx(machine, world, { kind: "unknown", why: { text: "what set_floatx was given is not known" } });
		return NONE;
	}
	const name = value.kind === "str" ? value.value : undefined;
	const dtype = name === undefined ? undefined : dtypeByName(name, world);
	if (dtype === undefined || !FLOATX[world].includes(dtype) || dtype !== name)
		return invalid(`set_floatx takes ${FLOATX[world].join(", ")}`, "value");
	setFloatx(machine, world, dtype);
	return NONE;
}

export const DTYPE_POLICIES: readonly LibraryModel[] = [
	policyClass("keras.mixed_precision.Policy", [], "keras2"),
	policyClass(
		"keras.DTypePolicy",
		[
			"keras.dtype_policies.DTypePolicy",
			"keras.mixed_precision.DTypePolicy",
			"keras.mixed_precision.Policy",
			"keras.FloatDTypePolicy",
			"keras.dtype_policies.FloatDTypePolicy",
		],
		"keras3",
	),
	defineFunction(
		"keras.mixed_precision.set_global_policy",
		"policy",
		(bound, call) => setPolicy(bound.get("policy"), call),
		{
			aliases: ["keras.config.set_dtype_policy", "keras.mixed_precision.set_dtype_policy"],
		},
	),
	defineFunction(
		"keras.mixed_precision.global_policy",
		"",
		(_bound, { machine, world }) => policyValue(globalPolicy(machine, world), world),
		{ aliases: ["keras.config.dtype_policy", "keras.mixed_precision.dtype_policy"] },
	),
	{
		...defineFunction("keras.dtype_policies.get", "identifier", (bound, { machine, world }) => {
			const identifier = bound.get("identifier");
			const isPolicy = objectState(identifier, "dtype-policy") !== undefined;
			return isPolicy ? identifier : policyValue(readPolicy(identifier, machine, world), world);
		}),
		worlds: ["keras3"],
	},
	defineFunction("keras.backend.set_floatx", "value", (bound, call) => changeFloatx(bound.get("value"), call), {
		aliases: ["keras.config.set_floatx"],
	}),
	defineFunction("keras.backend.floatx", "", (_bound, { machine, world }) => text(floatx(machine, world)), {
		aliases: ["keras.config.floatx"],
	}),
];
