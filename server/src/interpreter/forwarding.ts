import type { FunctionValue, Value } from "../domain";
import type { FunctionDef } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import type { UserCode } from "./machine";
import { moduleScope } from "./scope";

const NODE = parsePython("def forward(*args, **kwargs): pass").module.body[0] as FunctionDef;

/** A function of `*args` and `**kwargs` that stands for something else that can be called. */
export function forwarding(target: Value, name: string): FunctionValue {
	const scope = { ...moduleScope(""), isHidden: true };
	const code: UserCode = {
		tag: "user-code",
		node: NODE,
		args: NODE.args,
		defaults: [],
		kwDefaults: [],
		scope,
		isGenerator: false,
		target,
	};
	return { kind: "function", name, code, attrs: new Map() };
}
