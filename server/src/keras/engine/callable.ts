import type { Value } from "../../domain";
import { libraryBase, type Machine } from "../../interpreter/api";

/** Python's `callable(value)`; absent when it is not known. */
export function isCallable(value: Value, machine: Machine): boolean | undefined {
	switch (value.kind) {
		case "function":
		case "class":
		case "method":
		case "partial":
			return true;
		case "unknown":
		case "descriptor":
		case "super":
			return undefined;
		case "instance": {
			const own = machine.mro(value).some((cls) => cls.kind === "class" && cls.attrs.has("__call__"));
			if (own) return true;
			const base = libraryBase(value.cls, machine);
			return base ? base.model.call !== undefined || undefined : false;
		}
		case "library": {
			const model = machine.registry.find(value.name, value.world);
			if (model) return model.kind === "constant" ? undefined : true;
			return machine.registry.isModule(value.name) ? false : undefined;
		}
		default:
			return machine.registry.typeOf(value)?.call ? undefined : false;
	}
}
