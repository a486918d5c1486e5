import type { InstanceValue } from "../../domain";
import { raise } from "../../interpreter/api";
import type { LayerState } from "./layer-state";

/** Whether `Layer.__init__` has run for the instance of a user's class. */
export const isConstructed = (state: LayerState): boolean =>
	state.name !== undefined || state.nameIsUnknown || state.definition !== undefined || state.vague !== undefined;

/** Both Keras fail at the first use of a layer whose class never called `super().__init__()`. */
export function requireConstructed(self: InstanceValue, state: LayerState): void {
	if (self.cls.kind !== "class" || isConstructed(state)) return;
	raise({
		code: "missing-super-init",
		exception: "RuntimeError",
		message: `${self.cls.name} never calls super().__init__(): Keras cannot use the layer`,
		...(self.cls.origin ? { because: [{ text: "the class", origin: self.cls.origin }] } : {}),
	});
}
