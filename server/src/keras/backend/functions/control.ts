import { int, library, list, type Value } from "../../../domain";
import { defineFunction, type FunctionModel, syntheticArguments, vague } from "../../../interpreter/api";
import { flattenTensors } from "../../engine/structure";
import { type BackendCall, backendFunction, rankOf, sizesOf, tensorOf } from "./define";
import { learningPhase } from "./state";

const isCallable = (value: Value): boolean =>
	value.kind === "function" || value.kind === "method" || value.kind === "partial" || value.kind === "library";

const called = (k: BackendCall, value: Value): Value =>
	isCallable(value) ? k.machine.call(value, syntheticArguments([], k.origin)) : value;

/** Real tensors tell how often the condition is tiled: wherever it is the smaller one, by the whole size. */
function withMultiples(chosen: Value, condition: Value, wanted: Value): Value {
	if (chosen.kind !== "tensor" || chosen.eager !== true) return chosen;
	const [from, to] = [sizesOf(condition), sizesOf(wanted)];
	const multiples = to.map((size, axis) => ((size ?? 0) > (from[axis] ?? 0) ? (size ?? 0) : 1));
	return { ...chosen, content: list(multiples.map(int)) };
}

/** `switch` on a mask: the condition grows to the rank of what it chooses from. */
function chooseElements(k: BackendCall, condition: Value, rank: number): Value {
	const [yes, no] = [called(k, k.get("then_expression")), called(k, k.get("else_expression"))];
	const inner = rankOf(yes);
	if (rank > inner)
		return k.fail(
			`the condition has rank ${rank}, more than the ${inner} of what it chooses from`,
			"condition",
			"input-rank",
		);
	if (rank === 1) return k.tf("where", [condition, yes, no]);
	const ones = list(Array<Value>(inner - rank).fill(int(1)));
	const shape = k.tf("concat", [list([k.tf("shape", [condition]), ones])], { axis: int(0) });
	const reshaped = k.tf("reshape", [condition, shape]);
	const wanted = k.tf("shape", [yes]);
	const difference = k.binary("-", wanted, shape);
	const chosen = k.tf("where", [k.compare(">", difference, int(0)), wanted, k.tf("ones_like", [wanted])]);
	return k.tf("where", [k.tf("tile", [reshaped, withMultiples(chosen, reshaped, yes)]), yes, no]);
}

const SWITCH = backendFunction("switch", "condition, then_expression, else_expression", (k) => {
	const given = k.get("condition");
	if (given.kind === "bool" || given.kind === "int")
		return k.fail("the condition of switch must be a tensor", "condition", "invalid-layer-argument", "AttributeError");
	const condition =
		tensorOf(given).spec.dtype === "bool" ? given : k.tf("cast", [given, { kind: "str", value: "bool" }]);
	const rank = rankOf(condition);
	if (rank > 0) return chooseElements(k, condition, rank);
	return chooseBranch(k, condition);
});

const CONSTANT = "keras.backend.<expression>";

/** What `switch` makes of an expression that is no function. */
const EXPRESSION = defineFunction(CONSTANT, "value", (bound) => bound.get("value"));

/** `switch` on a scalar: a conditional of the graph. Its functions must not give KerasTensors. */
function chooseBranch(k: BackendCall, condition: Value): Value {
	const symbolic = (value: Value): boolean => flattenTensors(value).some(({ flavor }) => flavor === "KerasTensor");
	const reject = (): never =>
		k.fail(
			"the branches of a conditional cannot be KerasTensors",
			undefined,
			"keras-tensor-in-tf-function",
			"TypeError",
		);
	if (symbolic(condition)) reject();
	const branches = ["then_expression", "else_expression"].map((name) => {
		const value = k.get(name);
		if (isCallable(value) && k.machine.inGraph && symbolic(called(k, value))) reject();
		if (isCallable(value)) return value;
		return { kind: "partial", func: library(CONSTANT, k.world), args: [value], keywords: [] } as const;
	});
	return k.tf("cond", [condition, ...branches]);
}

/** What the phase chooses; `?` when it is the graph that decides. */
function choosePhase(k: BackendCall, first: Value, second: Value): Value {
	const given = k.get("training");
	const training = given.kind === "none" ? learningPhase(k.machine, k.world) : given;
	if (training.kind === "tensor") return vague("a phase that is a tensor");
	const isTrue = k.machine.truth(training, k.origin);
	if (isTrue === undefined) return vague("the phase is not known");
	return called(k, isTrue ? first : second);
}

const PHASES: readonly FunctionModel[] = [
	backendFunction("in_train_phase", "x, alt, training=None", (k) => choosePhase(k, k.get("x"), k.get("alt")), {
		isKeras2: true,
		inspects: true,
	}),
	backendFunction("in_test_phase", "x, alt, training=None", (k) => choosePhase(k, k.get("alt"), k.get("x")), {
		isKeras2: true,
		inspects: true,
	}),
];

/** Functions over the elements of a tensor: of a KerasTensor no TypeSpec can be built. */
const mapping = (name: string, text: string): FunctionModel =>
	backendFunction(
		name,
		text,
		(k) => {
			const isSymbolic = flattenTensors(k.get("elems")).some(({ flavor }) => flavor === "KerasTensor");
			if (isSymbolic && name !== "map_fn") return vague("a fold over a KerasTensor");
			if (isSymbolic) k.fail(`${name} cannot take a KerasTensor`, "elems", "keras-tensor-in-tf-function", "TypeError");
			return k.tf(
				name,
				[k.get("fn"), k.get("elems")],
				name === "map_fn" ? { dtype: k.get("dtype") } : { initializer: k.get("initializer") },
			);
		},
		{ inspects: true },
	);

const GRADIENTS = backendFunction(
	"gradients",
	"loss, variables",
	(k) => {
		if (k.machine.inGraph || k.machine.tracing) return vague("gradients are not followed");
		const message = "there are no gradients of a finished computation; use tf.GradientTape";
		return k.fail(message, undefined, "invalid-layer-input", "RuntimeError");
	},
	{ inspects: true },
);

export const CONTROL: readonly FunctionModel[] = [
	SWITCH,
	EXPRESSION,
	...PHASES,
	mapping("map_fn", "fn, elems, name=None, dtype=None"),
	mapping("foldl", "fn, elems, initializer=None, name=None"),
	mapping("foldr", "fn, elems, initializer=None, name=None"),
	GRADIENTS,
];
