import assert from "node:assert/strict";
import { printSpec } from "../../server/src/domain";
import { activationBytes, layerActivationBytes } from "../../server/src/ide/activations";
import { type ModelGraph, modelGraph } from "../../server/src/ide/graph/model-graph";
import { modelIds } from "../../server/src/ide/model-ids";
import { analyseText } from "../support/analyse";

const analysisOf = (body: string, keras = "3.15.1") =>
	analyseText(`import keras\nfrom keras import layers\n${body}`, keras);

function graphsOf(body: string, keras?: string): readonly ModelGraph[] {
	const analysis = analysisOf(body, keras);
	return analysis.models.map((model) => modelGraph(analysis, model));
}

function graphOf(body: string, keras?: string): ModelGraph {
	const graph = graphsOf(body, keras).at(-1);
	assert.ok(graph);
	return graph;
}

const edgesOf = ({ edges }: ModelGraph): readonly string[] =>
	edges.map(({ from, to, spec }) => `${from} -> ${to} ${spec ? printSpec(spec) : "?"}`);

describe("models as graphs", () => {
	for (const keras of ["2.15.0", "3.15.1"]) {
		it(`follows a skip connection, Keras ${keras}`, () => {
			const graph = graphOf(
				`i = keras.Input((8,), name="i")
x = layers.Dense(8, name="d")(i)
model = keras.Model(i, layers.Add(name="sum")([i, x]))
`,
				keras,
			);
			assert.equal(graph.connections, "calls");
			assert.deepEqual(edgesOf(graph), [
				"i -> d (None, 8) float32",
				"i -> sum (None, 8) float32",
				"d -> sum (None, 8) float32",
			]);
		});
	}

	it("has one node for a layer that is shared, and an edge for each call", () => {
		const graph = graphOf(`shared = layers.Dense(3, name="shared")
a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
model = keras.Model([a, b], layers.Concatenate(name="both")([shared(a), shared(b)]))
`);
		assert.deepEqual(edgesOf(graph), [
			"a -> shared (None, 4) float32",
			"b -> shared (None, 4) float32",
			"shared -> both (None, 3) float32",
			"shared -> both (None, 3) float32",
		]);
		assert.deepEqual(
			graph.edges.slice(2).map(({ call }) => call),
			[0, 1],
		);
		const shared = graph.nodes.find(({ id }) => id === "shared");
		assert.equal(shared?.layer.calls.length, 2);
		assert.match(shared?.label ?? "", /^shared \(Dense\); .*called 2 times/);
	});

	it("tells which output of a layer goes on", () => {
		const graph = graphOf(`i = keras.Input((5, 4), name="i")
seq, h, c = layers.LSTM(3, return_sequences=True, return_state=True, name="rnn")(i)
model = keras.Model(i, [layers.Dense(2, name="of_c")(c), layers.Dense(2, name="of_seq")(seq)])
`);
		assert.deepEqual(
			graph.edges.map(({ from, to, tensor }) => `${from}[${tensor}] -> ${to}`),
			["i[0] -> rnn", "rnn[2] -> of_c", "rnn[0] -> of_seq"],
		);
	});

	it("keeps a model within a model as one node with its own layers", () => {
		const graph = graphOf(`inner = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="within")], name="inner")
i = keras.Input((4,), name="i")
model = keras.Model(i, layers.Dense(2, name="out")(inner(i)))
`);
		assert.deepEqual(edgesOf(graph), ["i -> inner (None, 4) float32", "inner -> out (None, 3) float32"]);
		const inner = graph.nodes.find(({ id }) => id === "inner");
		assert.deepEqual(
			inner?.layer.model?.layers.map(({ name }) => name),
			["within"],
		);
	});

	it("shows the Input that a Sequential hides", () => {
		const graph = graphOf('model = keras.Sequential([keras.Input((4,), name="i"), layers.Dense(3, name="d")])\n');
		assert.deepEqual(edgesOf(graph), ["i -> d (None, 4) float32"]);
		assert.deepEqual(
			graph.model.layers.map(({ name }) => name),
			["d"],
		);
	});

	it("knows the order of a Sequential that is not built, and nothing of a subclassed model", () => {
		const lazy = graphOf('model = keras.Sequential([layers.Dense(3, name="a"), layers.Dense(3, name="b")])\n');
		assert.equal(lazy.connections, "order");
		assert.deepEqual(edgesOf(lazy), ["a -> b ?"]);
		const own = graphOf(`class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.b = layers.Dense(3, name="b")
        self.a = layers.Dense(3, name="a")
    def call(self, x):
        return self.b(self.a(x))
model = Net()
`);
		assert.equal(own.connections, "none");
		assert.deepEqual(edgesOf(own), []);
		assert.deepEqual(
			own.nodes.map(({ id }) => id),
			["b", "a"],
		);
	});

	it("finds findings at the layer that they are about, and sizes that are open", () => {
		const graph = graphOf(`i = keras.Input((None, 28, 1), name="i")
x = layers.Conv2D(8, 3, name="open")(i)
y = layers.Conv2D(8, 60, name="bad")(x)
p = layers.GlobalMaxPooling2D(name="pooled")(x)
model = keras.Model(i, [y, p])
`);
		const found = (id: string) => graph.nodes.find((node) => node.id === id);
		assert.deepEqual(
			found("bad")?.findings.map(({ code }) => code),
			["non-positive-output-size"],
		);
		assert.deepEqual(found("open")?.findings, []);
		assert.equal(found("open")?.hasUnknown, true);
		assert.equal(found("pooled")?.hasUnknown, false);
	});

	it("keeps what is said of a whole application from each of its layers", () => {
		const analysis = analysisOf(
			"model = keras.applications.VGG16(weights=None)\ny = layers.Dense(3)(keras.Input((None,)))\n",
		);
		const [model] = analysis.models;
		const [finding] = analysis.findings;
		assert.ok(model && finding);
		const { nodes } = modelGraph({ findings: [{ ...finding, origin: model.origin }] }, model);
		assert.ok(nodes.length > 20 && nodes.every(({ findings }) => findings.length === 0));
	});
});

describe("ids of models", () => {
	const BODY = `def build(n):
    i = keras.Input((4,))
    x = layers.Dense(n)(i)
    return keras.Model(i, x)
one = build(3)
two = build(4)
net = keras.Sequential([layers.Dense(2)])
class Trainer:
    def __init__(self):
        self.model = keras.Sequential([layers.Dense(2)])
Trainer()
`;
	const idsOf = (body: string) => modelIds(analysisOf(body));

	it("say where a model stands and what it is named", () => {
		assert.deepEqual(idsOf(BODY), ["build.model", "build.model#2", "net", "Trainer.__init__.self.model"]);
	});

	it("stay while lines are added above and within, and layers change", () => {
		const edited = `x = 1\n${BODY}`.replace(
			"layers.Dense(n)(i)",
			'layers.Dense(n, name="other")(i)\n    x = layers.ReLU()(x)',
		);
		assert.deepEqual(idsOf(edited), idsOf(BODY));
		const other = `early = keras.Sequential([layers.Dense(1)])\n${BODY}`;
		assert.deepEqual(idsOf(other), ["early", ...idsOf(BODY)]);
	});
});

describe("memory of activations", () => {
	const bytesOf = (body: string, batch = 2, keras?: string) => {
		const model = analysisOf(body, keras).models.at(-1);
		assert.ok(model);
		return activationBytes(model, batch);
	};

	it("is the size of all outputs", () => {
		assert.equal(bytesOf("i = keras.Input((4,))\nm = keras.Model(i, layers.Dense(3)(i))\n"), 2 * (4 + 3) * 4);
		assert.equal(bytesOf('i = keras.Input((4,), dtype="int8")\nm = keras.Model(i, layers.Flatten()(i))\n', 5), 5 * 8);
	});

	it("counts a shared layer once for each call, and a fixed batch as it is", () => {
		assert.equal(
			bytesOf(`d = layers.Dense(4)
i = keras.Input((4,), batch_size=3)
m = keras.Model(i, d(d(i)))
`),
			3 * 12 * 4,
		);
	});

	it("takes the batches of several inputs for one", () => {
		const body =
			"a, b = keras.Input((2,)), keras.Input((2,))\nm = keras.Model([a, b], layers.Dense(3)(layers.Add()([a, b])))\n";
		for (const keras of ["2.15.0", "3.15.1"]) assert.equal(bytesOf(body, 2, keras), 2 * (2 + 2 + 2 + 3) * 4, keras);
	});

	it("counts the layers of a model within", () => {
		assert.equal(
			bytesOf(`s = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.Dense(3)])
i = keras.Input((4,))
m = keras.Model(i, s(i))
`),
			2 * (4 + 8 + 3) * 4,
		);
	});

	it("is not known where a size is open, or where the batch went into another axis", () => {
		assert.equal(bytesOf("i = keras.Input((None, 4))\nm = keras.Model(i, layers.Dense(3)(i))\n"), "?");
		const merged = analysisOf(`i = keras.Input((6, 4))
x = keras.ops.reshape(i, (-1, 4))
m = keras.Model(i, layers.Dense(3, name="d")(x))
`).models.at(-1);
		const dense = merged?.layers.find(({ name }) => name === "d");
		assert.ok(merged && dense);
		assert.equal(layerActivationBytes(dense, merged, 2), "?");
	});
});
