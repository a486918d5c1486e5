import { type MethodValue, type Reason, unknown, unknownBecause, type Value } from "../domain";
import { forEachAlternative } from "./alternatives";
import { OBJECT_METHODS } from "./attribute-writes";
import { OBJECT } from "./attributes";
import { allocate, libraryBase } from "./classes";
import { forget, forgetItems } from "./collections";
import type { Core } from "./core";
import type { CallArguments, LibraryModel } from "./machine";
import { changeOf } from "./patches";
import { countReason } from "./statistics";

/** Calls any value. */
export function call(func: Value, args: CallArguments, core: Core): Value {
	core.step();
	switch (func.kind) {
		case "function":
			return callUserFunction(func, args, core);
		case "method":
			return callMethod(func, args, core);
		case "library":
			return callLibrary(func, args, core);
		case "class":
			return core.instantiate(func, args);
		case "instance":
			return callInstance(func, args, core);
		case "partial":
			return core.call(func.func, {
				...args,
				positional: [...func.args.map((value) => ({ value, origin: args.origin })), ...args.positional],
				keywords: [
					...func.keywords
						.filter(([name]) => !args.keywords.some((each) => each.name === name))
						.map(([name, value]) => ({ name, value, origin: args.origin })),
					...args.keywords,
				],
			});
		case "descriptor":
			return core.call(func.func, args);
		case "unknown":
			if (func.oneOf) return forEachAlternative(func.oneOf, args.origin, core, (each) => core.call(each, args));
			// It may be a method of one of the items, which changes it.
			if (func.within) forgetItems(func.within, core);
			return notFollowed(
				{ text: "result of a call that is not followed", origin: args.origin, cause: func.why },
				args,
				core,
			);
		default:
			return callOther(func, args, core);
	}
}

function callUserFunction(func: Extract<Value, { kind: "function" }>, args: CallArguments, core: Core): Value {
	const type = func.wrapper ? core.registry.typeOf(func) : undefined;
	if (!type?.call) return core.callFunction(func, args);
	const wrapped = type.call;
	return core.guard(args.origin, () => wrapped(func, { machine: core, world: core.world, args }));
}

/** What belongs to an object, or is not followed, may be used by a trace that calls it. */
function noteCaptures({ tracing }: Core): void {
	if (tracing) tracing.captures = true;
}

/** What is not followed may do anything to the containers it was given. */
function notFollowed(why: Reason, args: CallArguments, core: Core): Value {
	core.unknownCalls += 1;
	noteCaptures(core);
	countReason(core.statistics.notFollowed, why);
	for (const argument of [...args.positional, ...args.keywords]) forget(argument.value, core);
	return unknown(why);
}

function callMethod(method: MethodValue, args: CallArguments, core: Core): Value {
	if (method.func) {
		return core.call(method.func, {
			...args,
			positional: [{ value: method.self, origin: args.origin }, ...args.positional],
		});
	}
	const { self, name } = method;
	if (self.kind === "none") return self;
	const ofClass = self.kind === "class" || self.kind === "library" ? libraryBase(self, core) : undefined;
	const classMethod = ofClass?.model.classMethods?.[name];
	if (ofClass && classMethod)
		return core.guard(args.origin, () => classMethod(self, { machine: core, world: ofClass.value.world, args }));
	const world = self.kind === "tensor" ? self.world : core.world;
	if (self.kind === "instance") {
		noteCaptures(core);
		const base = libraryBase(self.cls, core);
		const own = base?.model.methods?.[name] ? undefined : OBJECT_METHODS[name];
		if (own && !(base && name === "__init__")) return core.guard(args.origin, () => own(self, args, core));
		if (!base) return notFollowed({ text: `method ${name} is not known`, origin: args.origin }, args, core);
		const library = { machine: core, world: base.value.world, args };
		if (name === "__init__") {
			return core.guard(args.origin, () => {
				base.model.init(self, library);
				return { kind: "none" };
			});
		}
		if (name === "__call__" && base.model.call)
			return core.guard(args.origin, () => base.model.call?.(self, library) as Value);
		const model = base.model.methods?.[name];
		if (model)
			return mayRaise(
				core.guard(args.origin, () => model(self, library)),
				core,
			);
		return notFollowed({ text: `method ${name} is not modelled`, origin: args.origin }, args, core);
	}
	const model = core.registry.typeOf(self)?.methods?.[name];
	if (!model) return notFollowed({ text: `method ${name} is not modelled`, origin: args.origin }, args, core);
	return core.guard(args.origin, () => model(self, { machine: core, world, args }));
}

function callLibrary(func: Extract<Value, { kind: "library" }>, args: CallArguments, core: Core): Value {
	const ofObject = func.name.startsWith(OBJECT) ? callOfObject(func.name.slice(OBJECT.length), args, core) : undefined;
	if (ofObject) return ofObject;
	const model: LibraryModel | undefined = core.registry.find(func.name, func.world);
	if (!model || model.kind === "constant") {
		return notFollowed({ text: `${func.name} is not modelled yet`, origin: args.origin }, args, core);
	}
	const modelled = model;
	const value = core.guard(args.origin, () =>
		modelled.kind === "class"
			? core.instantiate(func, args)
			: modelled.call({ machine: core, world: func.world, args }),
	);
	return func.name.startsWith("builtins.") ? value : mayRaise(value, core);
}

/** `object.__setattr__(self, …)` and its like; absent for what a model answers. */
function callOfObject(name: string, args: CallArguments, core: Core): Value | undefined {
	if (name === "__new__") return allocateFirst(args, core);
	const [self, ...positional] = args.positional;
	const method = OBJECT_METHODS[name];
	if (self?.value.kind !== "instance" || !method) return undefined;
	const object = self.value;
	return core.guard(args.origin, () => method(object, { ...args, positional }, core));
}

/** `object.__new__(cls, ...)`. */
function allocateFirst(args: CallArguments, core: Core): Value {
	const [cls, ...positional] = args.positional;
	return allocate(cls?.value, { ...args, positional }, core);
}

/** A library's call that gives nothing is made for what it does, which may fail in ways that are not modelled. */
function mayRaise(value: Value, core: Core): Value {
	if (value.kind === "none") core.unknownCalls += 1;
	return value;
}

function callInstance(self: Extract<Value, { kind: "instance" }>, args: CallArguments, core: Core): Value {
	noteCaptures(core);
	for (const cls of core.mro(self.cls)) {
		const own = cls.kind === "class" ? cls.attrs.get("__call__") : undefined;
		if (own) return core.call(own, { ...args, positional: [{ value: self, origin: args.origin }, ...args.positional] });
	}
	const base = libraryBase(self.cls, core);
	const model = base?.model;
	const change = changeOf(self.cls, core);
	if (change) {
		const cause = change.kind === "unknown" ? change.why : undefined;
		return notFollowed({ text: "a call of an object whose class was changed", origin: args.origin, cause }, args, core);
	}
	if (!base || !model?.call) {
		return notFollowed({ text: "a call of an object that is not followed", origin: args.origin }, args, core);
	}
	return core.guard(args.origin, () => model.call?.(self, { machine: core, world: base.value.world, args }) as Value);
}

function callOther(func: Value, args: CallArguments, core: Core): Value {
	const type = core.registry.typeOf(func);
	const target = type?.call;
	if (target) return core.guard(args.origin, () => target(func, { machine: core, world: core.world, args }));
	core.report(
		{ code: "python-error", exception: "TypeError", message: `a value of type ${func.kind} is not callable` },
		args.origin,
	);
	return unknownBecause("a call of something that is not callable", args.origin);
}
