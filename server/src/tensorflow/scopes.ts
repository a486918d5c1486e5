import { type InstanceValue, int, library, NONE, unknownBecause, type Value } from "../domain";
import type { ClassModel, LibraryCall, LibraryModel, Machine } from "../interpreter/api";
import { defineFunction } from "../interpreter/api";

const SCOPE = "tensorflow.<scope>";
const STRATEGY = "tensorflow.distribute.Strategy";

/** A context manager that changes no shape, such as `tf.device("/GPU:0")` or `strategy.scope()`; it takes no exception. */
const Scope: ClassModel = {
	kind: "class",
	name: SCOPE,
	init: () => undefined,
	attribute: (_self, name) => (name === "name" ? unknownBecause("the name of a scope") : undefined),
	methods: { __enter__: () => unknownBecause("what a scope of TensorFlow gives"), __exit__: () => NONE },
};

const enter = ({ world }: LibraryCall): Value => ({
	kind: "instance",
	cls: library(SCOPE, world),
	attrs: new Map(),
});

const NAMES = ["device", "name_scope", "init_scope", "control_dependencies", "compat.v1.variable_scope"];

/** On how many devices it runs depends on the machine, except where nothing is distributed. */
function strategyAttribute(self: InstanceValue, name: string, _machine: Machine): Value | undefined {
	const isAlone = self.cls.kind === "library" && self.cls.name === `${STRATEGY}.<default>`;
	if (name === "num_replicas_in_sync") return isAlone ? int(1) : { kind: "int" };
	return unknownBecause(`${name} of a distribution strategy`);
}

const strategyClass = (name: string, aliases: readonly string[] = []): ClassModel => ({
	kind: "class",
	name,
	aliases,
	...(name === STRATEGY ? {} : { bases: [STRATEGY] }),
	init: () => undefined,
	attribute: strategyAttribute,
	methods: { scope: (_self, call) => enter(call) },
});

/** Where computation is placed, and what it is called: nothing that shapes depend on. */
export const SCOPES: readonly LibraryModel[] = [
	Scope,
	...NAMES.map((name) => defineFunction(`tensorflow.${name}`, "*args, **kwargs", (_bound, call) => enter(call))),
	strategyClass(STRATEGY),
	strategyClass(`${STRATEGY}.<default>`),
	...["MirroredStrategy", "OneDeviceStrategy", "MultiWorkerMirroredStrategy", "TPUStrategy"].map((name) =>
		strategyClass(
			`tensorflow.distribute.${name}`,
			name === "TPUStrategy" || name.startsWith("Multi") ? [`tensorflow.distribute.experimental.${name}`] : [],
		),
	),
	defineFunction("tensorflow.distribute.get_strategy", "", (_bound, { world }) => ({
		kind: "instance",
		cls: library(`${STRATEGY}.<default>`, world),
		attrs: new Map(),
	})),
];
