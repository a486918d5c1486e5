import {
	type DType,
	NONE,
	type Origin,
	type Spec,
	specClassValue,
	type TypeSpecClass,
	type TypeSpecValue,
	type Value,
} from "../../domain";
import {
	type Argument,
	type Bound,
	type ClassModel,
	Failure,
	type LibraryCall,
	type Machine,
	type MethodModel,
	vague,
} from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { readDType } from "../dtypes";
import { readShape, type WrittenShape } from "../shapes";

/** A call of a spec's class, or of a method of the class, with its arguments bound. */
export interface SpecCall {
	readonly bound: Bound;
	readonly machine: Machine;
	readonly origin: Origin;
}

/** Binds the arguments of a function that makes specs. */
export function bindSpec(name: string, text: string, { args, machine }: LibraryCall): SpecCall {
	const bound = bindCall(name, text, args, "tensorspec-invalid-shape");
	return { bound, machine, origin: args.origin };
}

/** A function of a spec's class: `tf.TensorSpec.from_tensor`. */
export const specMethod =
	(name: string, text: string, run: (call: SpecCall) => Value): MethodModel =>
	(self, call) =>
		self.kind === "class" ? vague("a class that derives from a TypeSpec") : run(bindSpec(name, text, call));

interface SpecClassOptions {
	readonly bases?: readonly TypeSpecClass[];
	readonly aliases?: readonly string[];
	readonly worlds?: ClassModel["worlds"];
	readonly classMethods?: Readonly<Record<string, MethodModel>>;
}

/** A class of specs by the signature of its constructor. */
export function defineSpec(
	type: TypeSpecClass,
	text: string,
	build: (call: SpecCall) => TypeSpecValue,
	{ bases = [], aliases, worlds, classMethods = {} }: SpecClassOptions = {},
): ClassModel {
	const { name } = specClassValue(type, "keras3");
	return {
		kind: "class",
		name,
		...(aliases ? { aliases } : {}),
		...(worlds ? { worlds } : {}),
		bases: [...bases.map((base) => specClassValue(base, "keras3").name), "tensorflow.TypeSpec"],
		classMethods,
		construct: (cls, call) =>
			cls.kind === "class"
				? vague("an object of a class that derives from a TypeSpec")
				: build(bindSpec(name.slice(11), text, call)),
		init: () => undefined,
	};
}

/** Runs a reader of an argument; what it raises is blamed on the argument. */
export function blaming<T>(argument: Argument | undefined, run: () => T): T {
	try {
		return run();
	} catch (signal) {
		if (signal instanceof Failure && argument) throw new Failure(signal.problem, signal.origin ?? argument.origin);
		throw signal;
	}
}

/** An argument that is a shape. */
export function shapeArgument({ bound, machine, origin }: SpecCall, name = "shape"): WrittenShape {
	const argument = bound.given(name);
	return blaming(argument, () => readShape(argument?.value ?? NONE, machine, argument?.origin ?? origin));
}

/** An argument that is a dtype. */
export function dtypeArgument({ bound }: SpecCall, name = "dtype", otherwise: DType = "float32"): DType {
	const argument = bound.given(name);
	return argument ? blaming(argument, () => readDType(argument.value)) : otherwise;
}

interface NewSpec {
	readonly type?: TypeSpecClass | undefined;
	readonly spec: Spec;
	readonly name?: string | undefined;
	readonly parts?: Readonly<Record<string, Value>> | undefined;
	readonly written?: WrittenShape | undefined;
}

/** The new TypeSpec, announced to the rules. */
export function announce(
	{ type, spec, name, parts, written }: NewSpec,
	{ bound, machine, origin }: SpecCall,
): TypeSpecValue {
	const value: TypeSpecValue = { kind: "typespec", spec, name, derived: written?.derived ?? false, type, parts };
	const handwritten = written?.handwritten ?? [];
	machine.emit({
		kind: "typespec",
		value,
		origin,
		shape: written ? bound.given("shape") : undefined,
		handwritten,
		assumptions: machine.assumptions,
	});
	return value;
}

/** What has neither shape nor dtype. */
export function shapeless(type: TypeSpecClass, parts: Readonly<Record<string, Value>>): TypeSpecValue {
	const why = { text: `a ${type} has no shape` };
	return {
		kind: "typespec",
		spec: { shape: { kind: "top", why }, dtype: { kind: "unknown", why } },
		derived: false,
		type,
		parts,
	};
}
