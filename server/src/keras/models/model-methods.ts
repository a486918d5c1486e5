import { didYouMean, type InstanceValue, misspelling, NONE, unknown, type Value, type World } from "../../domain";
import { type MethodModel, raise, vague } from "../../interpreter/api";
import { buildsSomehow } from "../engine/built-somehow";
import { layerMethods } from "../engine/define-layer";
import { type LayerState, layerState } from "../engine/layer-state";
import { exportModel } from "../export/export-model";
import { saveModel, saveWeights } from "../export/save-model";
import { bindMethod } from "./bind-method";
import { buildModel } from "./build-model";
import { keepLoss } from "./compiled-loss";
import { feedingMethod } from "./fit";
import { runFunctional } from "./functional";
import { modelConfig } from "./model-config";
import { functionalShape, outputSpec } from "./model-output-shape";
import { predictMethod } from "./predict";

const instanceOf = (self: Value): InstanceValue => (self.kind === "instance" ? self : vague("not a model"));
const stateOf = (self: Value): LayerState => layerState(self) ?? vague("a model that was not constructed");

const fail = (message: string): never => raise({ code: "invalid-layer-argument", exception: "ValueError", message });

/** What cannot be compared with an int. */
const NO_INDEX: ReadonlySet<Value["kind"]> = new Set(["str", "bytes", "list", "tuple", "dict", "function"]);

/** `model.get_layer(name=None, index=None)`: by exact name, or by position. */
const getLayer: MethodModel = (self, call) => {
	const bound = bindMethod("get_layer", "name=None, index=None", call);
	const [name, index] = [bound.get("name"), bound.get("index")];
	const layers = call.machine.getAttribute(self, "layers", call.args.origin);
	const items = layers.kind === "list" ? layers.items : undefined;
	if (!items) return vague("the model's layers are not known");
	if (name.kind !== "none" && index.kind !== "none") fail("get_layer() takes a name or an index, not both");
	if (NO_INDEX.has(index.kind))
		raise({ code: "invalid-layer-argument", exception: "TypeError", message: "the index of a layer must be an int" });
	if (index.kind === "int") return byIndex(items, index.value ?? vague("the index is not known"));
	if (name.kind === "none")
		return index.kind === "none" ? fail("get_layer() needs a name or an index") : vague("the index is not known");
	if (name.kind !== "str" || name.value === undefined) return vague("the name is not known");
	return byName(items, name.value);
};

function byIndex(items: readonly Value[], index: number): Value {
	if (items.length <= index) fail(`the model has ${items.length} layers, and none at index ${index}`);
	return (
		items.at(index) ??
		raise({ code: "invalid-layer-argument", exception: "IndexError", message: `the model has no layer at ${index}` })
	);
}

function byName(items: readonly Value[], wanted: string): Value {
	const states = items.map((item) => layerState(item));
	const at = states.findIndex((state) => state?.name === wanted && !state.nameIsUnknown);
	if (at >= 0) return items[at] as Value;
	if (states.some((state) => state?.name === undefined || state.nameIsUnknown))
		vague("the name of a layer is not known");
	const names = states.map((state) => state?.name ?? "");
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `the model has no layer ${wanted}${didYouMean(wanted, names)}`,
		argument: "name",
		facts: { name: wanted, names, ...misspelling(wanted, names).facts },
	});
}

/** Optimizers by name. Names that newer or older versions may know are left alone. */
const OPTIMIZERS: Readonly<Record<World, ReadonlySet<string>>> = {
	keras2: new Set(
		"adadelta adagrad adam adamax adamw adafactor lion experimentaladadelta experimentaladagrad experimentaladam experimentalsgd nadam rmsprop sgd ftrl lossscaleoptimizer lossscaleoptimizerv3 lossscaleoptimizerv1".split(
			" ",
		),
	),
	keras3: new Set(
		"adadelta adafactor adagrad adam adamax adamw ftrl lamb lion lossscaleoptimizer multioptimizer muon nadam optimizer optimizermap rmsprop schedulefreeadamw sgd".split(
			" ",
		),
	),
};

const COMPILE: Readonly<Record<World, string>> = {
	keras2:
		"optimizer='rmsprop', loss=None, metrics=None, loss_weights=None, weighted_metrics=None, run_eagerly=None, steps_per_execution=None, jit_compile=None, pss_evaluation_shards=0, **kwargs",
	keras3:
		"optimizer='rmsprop', loss=None, loss_weights=None, metrics=None, weighted_metrics=None, run_eagerly=False, steps_per_execution=1, jit_compile='auto', auto_scale_loss=True",
};

/** `model.compile`: the optimizer's name is looked up at once; losses and metrics only when data comes. */
const compile: MethodModel = (self, call) => {
	const { world } = stateOf(self);
	const bound = bindMethod("compile", COMPILE[world], call);
	keepLoss(stateOf(self), call, bound.given("loss"));
	const optimizer = bound.get("optimizer");
	if (
		optimizer.kind === "str" &&
		optimizer.value !== undefined &&
		!OPTIMIZERS[world].has(optimizer.value.toLowerCase())
	) {
		const known = [...OPTIMIZERS[world]];
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `Keras knows no optimizer ${optimizer.value}${didYouMean(optimizer.value, known)}`,
			argument: "optimizer",
			...misspelling(optimizer.value, known),
		});
	}
	if (optimizer.kind === "int" || optimizer.kind === "float")
		fail("an optimizer must be a name or an optimizer, found a number");
	return NONE;
};

/** `model.compute_output_shape(input_shape)`. */
const computeOutputShape: MethodModel = (self, call) => {
	const state = stateOf(self);
	const written = bindMethod("compute_output_shape", "input_shape", call).get("input_shape");
	if (!state.graph || state.vague) return vague("the output shape is not followed");
	return functionalShape(state, state.graph, written, call);
};

/** `call` itself: of a class with a `call` of its own, what `super().call()` means. */
const callMethod: MethodModel = (self, call) => {
	const state = stateOf(self);
	if (state.vague) return vague(state.vague);
	if (!state.graph) return vague("call() of a model without a graph");
	return runFunctional(instanceOf(self), state, state.graph, call);
};

/** Methods that return None and change nothing that shapes depend on. */
const QUIET = ["reset_metrics", "reset_states", "make_train_function", "add_loss", "add_metric"];

/** Methods that call the model on data. */
const FEEDING = ["fit", "evaluate", "train_on_batch", "test_on_batch"] as const;

/** Methods whose results are not followed, though every model has them. */
const UNFOLLOWED = ["to_json", "to_yaml", "get_compile_config", "get_metrics_result"];

const quiet: MethodModel = () => NONE;

/** `model.summary()`: what was never built has none in Keras 2. */
const summary: MethodModel = (self) => {
	const state = layerState(self);
	const isUnbuilt = state && !state.built && !state.graph && !state.vague && !state.maybeBuilt;
	if (isUnbuilt && state.world === "keras2") fail(`${state.name ?? "the model"} has no summary before it is built`);
	return NONE;
};
const unfollowed =
	(name: string): MethodModel =>
	(_self, call) =>
		unknown({ text: `what ${name}() gives is not followed`, origin: call.args.origin });

/** `model.save_spec()` of Keras 2; Keras 3 has no such method. */
const saveSpec: MethodModel = (self, call) => {
	if (stateOf(self).world === "keras2") return unfollowed("save_spec")(self, call);
	return raise({
		code: "undefined-layer-output",
		exception: "AttributeError",
		message: "models of Keras 3 have no save_spec(): model.inputs have the shapes and dtypes",
	});
};

const each = (names: readonly string[], method: (name: string) => MethodModel): Record<string, MethodModel> =>
	Object.fromEntries(names.map((name) => [name, method(name)]));

export const modelMethods: Readonly<Record<string, MethodModel>> = {
	...layerMethods,
	...each(QUIET, () => quiet),
	...Object.fromEntries(FEEDING.map((name) => [name, feedingMethod(name)])),
	load_weights: buildsSomehow("load_weights"),
	...each(UNFOLLOWED, unfollowed),
	...each(["predict", "predict_on_batch"], predictMethod),
	export: exportModel,
	save: saveModel,
	save_weights: saveWeights,
	save_spec: saveSpec,
	compile,
	build: buildModel,
	call: callMethod,
	get_layer: getLayer,
	summary,
	get_config: modelConfig,
	compute_output_spec: outputSpec,
	compute_output_shape: computeOutputShape,
};
