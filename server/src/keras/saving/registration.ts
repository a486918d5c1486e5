import { type InstanceValue, NONE, type Value } from "../../domain";
import { bind, type ClassModel, type FunctionModel, signature, vague } from "../../interpreter/api";
import { enterScope, globalObjects, leaveScope, registerObject } from "../engine/custom-objects";

const IDENTITY = "keras.saving.<identity>";

/** `@keras.saving.register_keras_serializable(…)` gives back what it decorates, which is found by name from then on. */
export const registerKerasSerializable: FunctionModel = {
	kind: "function",
	name: "keras.saving.register_keras_serializable",
	aliases: ["keras.utils.register_keras_serializable"],
	call({ args, world }) {
		const bound = bind(signature("package='Custom', name=None"), args);
		const [pack, name] = [bound.get("package"), bound.get("name")];
		const isKnown = pack.kind === "str" && pack.value !== undefined && !bound.open;
		const decorator: Value = { kind: "library", name: IDENTITY, world };
		if (!isKnown) return decorator;
		const label = name.kind === "str" ? name.value : undefined;
		return {
			kind: "partial",
			func: decorator,
			args: [],
			keywords: [
				["package", pack],
				["label", label === undefined ? NONE : name],
			],
		};
	},
};

export const identity: FunctionModel = {
	kind: "function",
	name: IDENTITY,
	call({ args, machine, world }) {
		const value = args.positional[0]?.value ?? vague("a decorator without something to decorate");
		const named = (key: string) => args.keywords.find((each) => each.name === key)?.value;
		const [pack, label] = [named("package"), named("label")];
		const own = value.kind === "class" || value.kind === "function" ? value.name : undefined;
		const name = label?.kind === "str" ? label.value : own;
		// Under a package that is not known, it is still found.
		const known = pack?.kind === "str" ? pack.value : "?";
		if (name !== undefined) registerObject(`${known}>${name}`, value, machine, world);
		return value;
	},
};

const getCustomObjects: FunctionModel = {
	kind: "function",
	name: "keras.saving.get_custom_objects",
	aliases: ["keras.utils.get_custom_objects"],
	call: ({ machine, world }) => globalObjects(machine, world),
};

/** `with keras.utils.custom_object_scope({…}):`. */
const CustomObjectScope: ClassModel = {
	kind: "class",
	name: "keras.saving.CustomObjectScope",
	aliases: ["keras.utils.CustomObjectScope", "keras.saving.custom_object_scope", "keras.utils.custom_object_scope"],
	init(self, { args }) {
		const objects = args.positional[0]?.value ?? args.keywords[0]?.value ?? NONE;
		self.native = { tag: "custom-object-scope", objects } as InstanceValue["native"];
	},
	methods: {
		__enter__(self, { machine, world }) {
			const native = self.kind === "instance" ? (self.native as unknown as { objects?: Value } | undefined) : undefined;
			enterScope(native?.objects ?? NONE, machine, world);
			return self;
		},
		__exit__(_self, { machine, world }) {
			leaveScope(machine, world);
			return NONE;
		},
	},
};

/** `keras.saving`: how user objects are found by name. */
export const REGISTRATION = [registerKerasSerializable, identity, getCustomObjects, CustomObjectScope] as const;
