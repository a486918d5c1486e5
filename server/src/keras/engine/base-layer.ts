import { type InstanceValue, unknown } from "../../domain";
import { bind, type ClassModel, type LibraryCall, signature } from "../../interpreter/api";
import { checkBaseArguments } from "./base-arguments";
import { allocateLayer } from "./construct-layer";
import { callAnyLayer, classNameOf, LAYER, layerAttribute, layerMethods } from "./define-layer";
import { layerArguments } from "./layer-arguments";
import { fromConfig } from "./layer-config";
import type { LayerDefinition } from "./layer-definition";
import { layerState } from "./layer-state";
import { noteMasks } from "./masks";
import { autoName, toSnakeCase } from "./naming";
import { setLayerAttribute } from "./sublayers";
import { userMethod } from "./user-method";

/** The plain `Layer`, as users subclass it: without a `call` of the user's it passes its input through. */
const DEFINITION: LayerDefinition<unknown> = {
	name: "Layer",
	signature: {
		keras2: "trainable=True, name=None, dtype=None, dynamic=False, **kwargs",
		keras3: "*, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **kwargs",
	},
	configure: () => ({}),
	call: (_config, { input }) => input,
};

/** `keras.layers.Layer`. */
export const Layer: ClassModel = {
	kind: "class",
	name: LAYER,
	isBare: true,
	allocate: allocateLayer,
	init: initLayer,
	call: callAnyLayer,
	attribute: layerAttribute,
	setAttribute: setLayerAttribute,
	methods: layerMethods,
	classMethods: { from_config: fromConfig },
};

function initLayer(self: InstanceValue, call: LibraryCall): void {
	const { machine, world, args } = call;
	const state = layerState(self);
	if (!state) return;
	const text = DEFINITION.signature as { keras2: string; keras3: string };
	const bound = bind(signature(text[world]), args);
	const own = self.cls.kind === "library" ? self.cls.name.split(".").at(-1) : undefined;
	const className = classNameOf(self, own ?? "Layer");
	Object.assign(state, { definition: DEFINITION, config: {}, bound });
	state.origin ??= args.origin;
	machine.guard(args.origin, () => {
		checkBaseArguments(state, layerArguments(world, machine, bound), className);
		return unknown({ text: "" });
	});
	if (userMethod(self, "compute_mask", machine)) noteMasks(machine);
	if (!state.nameIsUnknown) state.name ??= autoName(toSnakeCase(className), machine, world);
}
