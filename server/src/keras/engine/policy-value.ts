import { type InstanceValue, library, type World } from "../../domain";
import type { DTypePolicy } from "./layer-state";
import { keepObject } from "./library-object";

const CLASSES: Readonly<Record<World, string>> = {
	keras2: "keras.mixed_precision.Policy",
	keras3: "keras.DTypePolicy",
};

/** A dtype policy as the program sees it. */
export function policyValue(policy: DTypePolicy, world: World): InstanceValue {
	const self: InstanceValue = { kind: "instance", cls: library(CLASSES[world], world), attrs: new Map() };
	keepObject(self, "dtype-policy", policy);
	return self;
}
