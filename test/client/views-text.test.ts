import assert from "node:assert/strict";
import { graphAction } from "../../client/views/graph-keys";
import { withoutVars } from "../../client/views/literal-svg";
import { bytesText, shareOf } from "../../client/views/numbers";
import { neighbour, search } from "../../client/views/search";
import { tableText } from "../../client/views/table-text";
import type { ModelSummaryView } from "../../shared/model-views";

const VIEW: ModelSummaryView = {
	key: { uri: "file:///m.py", id: "m" },
	name: "tiny",
	kind: "Sequential",
	version: 1,
	batchSize: 2,
	rows: [
		{
			name: "dense|1",
			className: "Dense",
			outputShape: "(None, 10)",
			params: 1010,
			trainable: true,
			activationBytes: 80,
			connectedTo: ["a", "b"],
			findings: ['says "no"'],
		},
		{
			name: "=cmd()",
			className: "Lambda",
			outputShape: "(None, ?)",
			params: "?",
			trainable: true,
			activationBytes: "?",
			connectedTo: [],
			findings: [],
		},
	],
	totalParams: "?",
	trainableParams: 1010,
	nonTrainableParams: 0,
	parameterBytes: "?",
	activationBytes: "?",
};

describe("a summary that is copied", () => {
	it("is a table of text", () => {
		assert.equal(
			tableText(VIEW, "text").split("\n").slice(0, 6).join("\n"),
			`Sequential "tiny"

Layer (type)     Output shape  Params  Activations  Connected to
---------------  ------------  ------  -----------  ------------
dense|1 (Dense)  (None, 10)     1,010         80 B  a, b
=cmd() (Lambda)  (None, ?)          ?            ?`,
		);
	});

	it("is Markdown in which names mean nothing", () => {
		assert.match(tableText(VIEW, "markdown"), /^\| dense\\\|1 \(Dense\) \| \(None, 10\) \| 1,010 \| 80 B \| a, b \|$/m);
	});

	it("is CSV that no spreadsheet runs", () => {
		assert.deepEqual(tableText(VIEW, "csv").split("\r\n"), [
			"name,class,output_shape,params,trainable,activation_bytes,connected_to,findings",
			'dense|1,Dense,"(None, 10)",1010,true,80,a; b,"says ""no"""',
			`'=cmd(),Lambda,"(None, ?)",?,true,?,,`,
			"",
		]);
	});
});

describe("numbers in views", () => {
	it("are sizes as Keras writes them", () => {
		assert.deepEqual([0, 512, 1964, 2 ** 20, 3.5 * 2 ** 30, "?" as const].map(bytesText), [
			"0 B",
			"512 B",
			"1.92 KB",
			"1.00 MB",
			"3.50 GB",
			"?",
		]);
	});

	it("are shares of the largest that is known", () => {
		assert.deepEqual([shareOf(5, [5, 20, "?"]), shareOf("?", [20]), shareOf(0, [0])], [0.25, 0, 0]);
	});
});

describe("searching layers", () => {
	const layers = ["conv2d Conv2D", "dense Dense", "conv2d_1 Conv2D"].map((each) => {
		const [name = "", className = ""] = each.split(" ");
		return { name, className };
	});

	it("takes every word, in name or class", () => {
		assert.deepEqual(search(layers, "CONV"), [0, 2]);
		assert.deepEqual(search(layers, "conv _1"), [2]);
		assert.deepEqual(search(layers, "  "), []);
	});

	it("goes round", () => {
		assert.deepEqual(
			[neighbour([0, 2], 0, true), neighbour([0, 2], 2, true), neighbour([0, 2], -1, false), neighbour([], 0, true)],
			[2, 0, 2, undefined],
		);
	});
});

describe("a drawing without custom properties", () => {
	const theme: Readonly<Record<string, string>> = { "--a": "#111", "--b": " rgb(1, 2, 3) " };
	const literal = (text: string): string => withoutVars(text, (name) => theme[name] ?? "");

	it("has values, or else fallbacks, however deep", () => {
		assert.equal(literal("fill:var(--a,#fff);stroke:var(--b)"), "fill:#111;stroke:rgb(1, 2, 3)");
		assert.equal(literal("var(--none, var(--other, rgb(9, 9, 9)))!"), "rgb(9, 9, 9)!");
		assert.equal(literal("var(--none,var(--a))"), "#111");
		assert.equal(literal("plain variable(x)"), "plain variable(x)");
	});

	it("does not stumble over what is not closed", () => assert.equal(literal("a var(--none, b"), "a b"));
});

describe("keys of the graph", () => {
	const key = (name: string, held: object = {}) =>
		graphAction({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

	it("move, pan with shift, and leave other chords to VS Code", () => {
		assert.deepEqual(key("ArrowLeft"), { do: "move", direction: "left" });
		assert.deepEqual(key("ArrowLeft", { shiftKey: true }), { do: "pan", x: -60, y: 0 });
		assert.deepEqual(key("f", { ctrlKey: true }), { do: "search" });
		assert.equal(key("ArrowLeft", { ctrlKey: true }), undefined);
		assert.equal(key("p", { ctrlKey: true }), undefined);
	});
});
