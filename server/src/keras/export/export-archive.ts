import {
	type DictEntry,
	type InstanceValue,
	library,
	NONE,
	type Opaque,
	type Origin,
	str,
	unknownBecause,
	type Value,
	type World,
} from "../../domain";
import { type ClassModel, type LibraryCall, type MethodModel, raise, typeName, vague } from "../../interpreter/api";
import { layerState } from "../engine/layer-state";
import { bindMethod } from "../models/bind-method";
import { requireBuilt } from "./export-model";
import { toTensorSpecs } from "./input-specs";
import { decorated } from "./trace-endpoint";

interface Archive extends Opaque {
	readonly tag: "export-archive";
	/** What `write_out` saves, by name; without a signature, what has been traced. */
	readonly endpoints: Map<string, Value>;
}

const archiveOf = (self: Value): Archive =>
	self.kind === "instance" && self.native?.tag === "export-archive"
		? (self.native as Archive)
		: vague("not an archive");

const fail = (message: string, origin?: Origin): never =>
	raise({ code: "input-signature-mismatch", exception: "ValueError", message }, origin);

/** Values that are neither layers nor anything else that TensorFlow tracks. */
const UNTRACKED: ReadonlySet<Value["kind"]> = new Set("none int float bool str bytes".split(" ") as Value["kind"][]);

const track: MethodModel = (_self, call) => {
	const resource = bindMethod("track", "resource", call).get("resource");
	if (UNTRACKED.has(resource.kind)) fail(`track takes a layer or another Trackable, found a ${typeName(resource)}`);
	requireBuilt(layerState(resource));
	return NONE;
};

const addEndpoint: MethodModel = (self, call) => {
	const isOld = call.world === "keras2";
	const bound = bindMethod("add_endpoint", `name, fn, input_signature=None${isOld ? "" : ", **kwargs"}`, call);
	const written = bound.given("input_signature");
	const origin = written?.origin ?? call.args.origin;
	return register(self, call, {
		name: bound.get("name"),
		fn: bound.get("fn"),
		signature: bound.get("input_signature"),
		origin,
	});
};

interface Registration {
	readonly name: Value;
	readonly fn: Value;
	readonly signature: Value;
	readonly origin: Origin;
}

/** Mirrors `add_endpoint` of export/saved_model_export_archive.py (3) and export/export_lib.py (2.15). */
function register(self: Value, call: LibraryCall, { name, fn, signature, origin }: Registration): Value {
	const { machine, world } = call;
	const { endpoints } = archiveOf(self);
	const key = name.kind === "str" ? name.value : undefined;
	if (key !== undefined && endpoints.has(key)) fail(`the archive has an endpoint ${key} already`);
	const isEmpty =
		world === "keras2" && (signature.kind === "list" || signature.kind === "tuple") && signature.items?.length === 0;
	const isSigned = signature.kind !== "none" && !isEmpty;
	const specs = world === "keras3" && isSigned ? toTensorSpecs(signature, origin) : signature;
	const endpoint = isSigned ? decorated({ fn, signature: specs, origin }, call) : requireTraced(fn, call);
	machine.journal.setEntry(endpoints, key ?? `?${endpoints.size}`, isSigned ? endpoint : NONE);
	return world === "keras2" ? NONE : endpoint;
}

/** Without a signature, only a tf.function that has one, or was called, says what it takes. */
function requireTraced(fn: Value, { args }: LibraryCall): Value {
	if (fn.kind === "unknown" || fn.kind === "instance")
		return fn.kind === "instance" && layerState(fn) ? rejectPlain(fn) : fn;
	const wrapper = fn.kind === "method" ? fn.func : fn;
	const state =
		wrapper?.kind === "function" ? (wrapper.wrapper as { isSigned?: boolean; state?: string } & Opaque) : undefined;
	if (state?.tag !== "tf-function") return rejectPlain(fn);
	if (!state.isSigned && state.state === "untraced")
		fail("the tf.function was never called: its endpoint needs an input_signature", args.origin);
	return fn;
}

const rejectPlain = (fn: Value): never =>
	fail(`an endpoint that is no tf.function, but a ${typeName(fn)}, needs an input_signature`);

const trackAndAdd: MethodModel = (self, call) => {
	const bound = bindMethod("track_and_add_endpoint", "name, resource, input_signature, **kwargs", call);
	const resource = bound.get("resource");
	requireBuilt(layerState(resource));
	const origin = bound.given("input_signature")?.origin ?? call.args.origin;
	return register(self, call, {
		name: bound.get("name"),
		fn: resource,
		signature: bound.get("input_signature"),
		origin,
	});
};

const addVariables: MethodModel = (_self, call) => {
	const variables = bindMethod("add_variable_collection", "name, variables", call).get("variables");
	if (
		variables.kind !== "list" &&
		variables.kind !== "tuple" &&
		variables.kind !== "set" &&
		variables.kind !== "unknown"
	)
		fail(`variables come in a list, tuple or set, found a ${typeName(variables)}`);
	const odd =
		variables.kind === "list" || variables.kind === "tuple"
			? variables.items?.find(({ kind }) => UNTRACKED.has(kind))
			: undefined;
	if (odd) fail(`a collection holds variables, found a ${typeName(odd)}`);
	return NONE;
};

/** Saves every endpoint with its signature: they are traced here. */
const writeOut: MethodModel = (self, call) => {
	const { machine, world, args } = call;
	bindMethod("write_out", `filepath, options=None${world === "keras3" ? ", verbose=True" : ""}`, call);
	const { endpoints } = archiveOf(self);
	if (endpoints.size === 0) fail("the archive has no endpoints: add_endpoint comes first");
	const signed = [...endpoints].filter(([, fn]) => fn.kind !== "none" && fn.kind !== "unknown");
	const entries = new Map(signed.map(([name, value]): [string, DictEntry] => [name, { key: str(name), value }]));
	const { origin } = args;
	const given = (value: Value) => ({ value, origin });
	machine.call(library("tensorflow.saved_model.save", world), {
		positional: [given(self), given({ kind: "str" }), given({ kind: "dict", entries })],
		keywords: [],
		origin,
	});
	return NONE;
};

const ATTRIBUTES: ReadonlySet<string> = new Set(
	"variables trainable_variables non_trainable_variables tensorflow_version".split(" "),
);

/** `keras.export.ExportArchive`: endpoints with signatures, and what they use, for a SavedModel. */
const archiveClass = (world: World): ClassModel => ({
	kind: "class",
	name: "keras.export.ExportArchive",
	worlds: [world],
	allocate(self: InstanceValue) {
		const archive: Archive = { tag: "export-archive", endpoints: new Map() };
		self.native = archive;
	},
	init(_self, call) {
		const bound = bindMethod("ExportArchive", call.world === "keras3" ? "format='saved_model', **kwargs" : "", call);
		const format = call.world === "keras3" ? bound.get("format") : NONE;
		if (format.kind === "int") fail("ExportArchive knows no such format");
	},
	attribute: (_self, name, _machine, origin): Value | undefined =>
		ATTRIBUTES.has(name) || name.startsWith("_") ? unknownBecause(`${name} of an ExportArchive`, origin) : undefined,
	methods: {
		track,
		add_endpoint: addEndpoint,
		add_variable_collection: addVariables,
		write_out: writeOut,
		...(world === "keras3" ? { track_and_add_endpoint: trackAndAdd } : {}),
	},
});

export const EXPORT_ARCHIVES: readonly ClassModel[] = [archiveClass("keras2"), archiveClass("keras3")];
