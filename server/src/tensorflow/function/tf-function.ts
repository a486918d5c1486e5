import type { FunctionValue, Origin, Value } from "../../domain";
import {
	type Bound,
	defineFunction,
	type FunctionModel,
	forwarding,
	raise,
	typeName,
	type UserCode,
	vague,
} from "../../interpreter/api";
import { type FunctionType, type TracedParameter, typeOfFunction } from "./function-type";
import { constrain, readSignature } from "./input-signature";
import type { Polymorphic } from "./wrapper";

const NAME = "tensorflow.function";

/** `tf.function`: the decorator itself, or called with options and then with the function. */
export const TfFunction: FunctionModel = defineFunction(
	NAME,
	"func=None, input_signature=None, autograph=True, jit_compile=None, reduce_retracing=False, experimental_implements=None, experimental_autograph_options=None, experimental_attributes=None, experimental_relax_shapes=None, experimental_compile=None, experimental_follow_type_hints=None",
	(bound, call) => {
		const func = bound.get("func");
		if (func.kind === "none") {
			const keywords = call.args.keywords
				.filter(({ name }) => name !== "func")
				.map((each) => [each.name, each.value] as const);
			return { kind: "partial", func: { kind: "library", name: NAME, world: call.world }, args: [], keywords };
		}
		requireCallable(func, call.args.origin);
		if (func.kind === "method" && isPlain(func.func))
			return { ...func, func: wrap(func.func, typeOf(func.func), bound, call.args.origin) };
		return wrap(isPlain(func) ? func : forwarding(func, nameOf(func)), typeOf(func), bound, call.args.origin);
	},
);

/** A function of the user's that nothing wraps. */
const isPlain = (value: Value | undefined): value is FunctionValue => value?.kind === "function" && !value.wrapper;

/** A callable of which only the positions of its arguments are known. */
const OPEN: FunctionType = { parameters: [], rest: "args", extra: "kwargs", isLoose: true };

function wrap(func: FunctionValue, type: FunctionType, bound: Bound, origin: Origin): FunctionValue {
	const specs = readSignature(bound.get("input_signature"), origin);
	const wrapper: Polymorphic = {
		tag: "tf-function",
		type: specs ? constrain(type, specs, func.name, origin) : type,
		isSigned: specs !== undefined,
		autograph: isTrue(bound.get("autograph")),
		origin,
		state: "untraced",
	};
	return { ...func, attrs: new Map(func.attrs), wrapper };
}

const isTrue = (value: Value): boolean => !(value.kind === "bool" && value.value === false);

/** What `inspect.signature` says. */
function typeOf(func: Value): FunctionType {
	if (func.kind === "function" && !(func.code as UserCode).target) return typeOfFunction(func.code as UserCode);
	return func.kind === "partial" ? partialType(func) : OPEN;
}

/** What `functools.partial` fixed by position is gone, what it fixed by name can be given by name only. */
function partialType({ func, args, keywords }: Extract<Value, { kind: "partial" }>): FunctionType {
	const type = typeOf(func);
	const left = type.parameters.slice(args.length);
	const first = left.findIndex(({ name }) => keywords.some(([key]) => key === name));
	const parameters = left.map((parameter, index): TracedParameter => {
		const fixed = keywords.find(([key]) => key === parameter.name)?.[1];
		const kind = first >= 0 && index >= first ? "keyword-only" : parameter.kind;
		return { ...parameter, kind, default: fixed ?? parameter.default };
	});
	return { ...type, parameters };
}

const CALLABLE: ReadonlySet<Value["kind"]> = new Set(
	"function method library class partial instance unknown descriptor".split(" ") as Value["kind"][],
);

const NO_CALL: ReadonlySet<string> = new Set(["builtins.object", "tensorflow.Module"]);

function requireCallable(func: Value, origin: Origin): void {
	if (func.kind === "unknown") vague(func.why);
	const isPlain = func.kind === "instance" && func.cls.kind === "library" && NO_CALL.has(func.cls.name);
	if (CALLABLE.has(func.kind) && !isPlain) return;
	raise(
		{
			code: "python-error",
			exception: "TypeError",
			message: `tf.function takes a function, found a ${typeName(func)}`,
		},
		origin,
	);
}

const nameOf = (func: Value): string => ("name" in func && typeof func.name === "string" ? func.name : "the function");
