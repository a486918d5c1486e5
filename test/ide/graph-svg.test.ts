import assert from "node:assert/strict";
import { drawGraphDot } from "../../server/src/ide/graph/draw-graph-dot";
import { drawGraphMermaid } from "../../server/src/ide/graph/draw-graph-mermaid";
import { drawGraphSvg, type GraphDrawing } from "../../server/src/ide/graph/draw-graph-svg";
import type { Box, Pair } from "../../server/src/ide/graph/geometry";
import { layOut } from "../../server/src/ide/graph/layout";
import { type ModelGraph, modelGraph } from "../../server/src/ide/graph/model-graph";
import { STYLE } from "../../server/src/ide/graph/svg-style";
import { analyseText } from "../support/analyse";
import { elementsOf, parseXml, type XmlElement } from "../support/xml";

function graphOf(body: string, keras = "2.15.0"): ModelGraph {
	const analysis = analyseText(`from tensorflow import keras\nfrom tensorflow.keras import layers\n${body}`, keras);
	const model = analysis.models.at(-1);
	assert.ok(model);
	return modelGraph(analysis, model);
}

const HOSTILE = "</title><script>alert('&')</script>\" onload=x \\u0007\\u202e";
const hostile = (): ModelGraph =>
	graphOf(`i = keras.Input((None, 4), name="""${HOSTILE}""")
x = layers.Dense(3, name="]]>--><g>")(i)
model = keras.Model(i, x, name='"; evil [label=1] %% click n0 href "javascript:1"')
`);

const drawing = (graph: ModelGraph): { readonly drawn: GraphDrawing; readonly all: readonly XmlElement[] } => {
	const drawn = drawGraphSvg(graph);
	return { drawn, all: elementsOf(parseXml(drawn.svg)) };
};

describe("a model as SVG", () => {
	it("is well-formed and holds nothing active, whatever layers are called", () => {
		const { all } = drawing(hostile());
		const allowed = new Set(["svg", "title", "style", "rect", "text", "tspan", "g", "path"]);
		for (const { name, attributes } of all) {
			assert.ok(allowed.has(name), name);
			for (const [key, value] of attributes) {
				assert.doesNotMatch(key, /^on|href|^style$/);
				if (key !== "xmlns") assert.doesNotMatch(value, /url\(|javascript:|https?:/);
			}
		}
		assert.doesNotMatch(STYLE, /url\(|@import|</);
	});

	it("says in words what the picture shows", () => {
		const { all } = drawing(hostile());
		const nodes = all.filter(({ attributes }) => attributes.has("data-node"));
		assert.equal(nodes.length, 2);
		for (const { attributes, children } of nodes) {
			assert.equal(attributes.get("role"), "graphics-symbol");
			assert.match(attributes.get("data-node") ?? "", /^[A-Za-z0-9_.~-]+$/);
			assert.equal(children[0]?.name, "title");
			assert.match(children[0]?.text ?? "", /\(None, None, \d\) float32/);
		}
		assert.ok(nodes[0]?.children[0]?.text.startsWith("</title><script>alert('&')</script>\" onload=x"));
	});

	it("marks findings by a sign and open sizes by a line, not by colour alone", () => {
		const { all } = drawing(
			graphOf(`i = keras.Input((None, 9, 1))
model = keras.Model(i, layers.Conv2D(3, 30, name="bad")(i))
`),
		);
		const bad = all.find(({ attributes }) => attributes.get("data-node") === "bad");
		assert.ok(bad && elementsOf(bad).some(({ attributes }) => attributes.get("class") === "sign"));
		// The words of a finding are in the colour of text, which every theme keeps readable.
		const words = elementsOf(bad).filter(({ name }) => name === "text");
		assert.ok(words.length > 3);
		assert.ok(words.every(({ attributes }) => /^(text|muted)$/.test(attributes.get("class") ?? "")));
		const open = all.filter(({ attributes }) => attributes.get("class") === "open");
		assert.ok(open.length > 0);
		assert.ok(open.every(({ attributes }) => attributes.get("text-decoration") === "underline"));
	});

	it("is the same for the same program", () => {
		const draw = () => drawing(graphOf("model = keras.applications.ResNet50(weights=None)\n")).drawn.svg;
		assert.equal(draw(), draw());
	});

	it("draws a layer called on its own output, a model without layers, and no calls that it does not know", () => {
		for (const body of [
			"d = layers.Dense(4)\ni = keras.Input((4,))\nmodel = keras.Model(i, d(d(i)))\n",
			"model = keras.Model(keras.Input((4,)), unknown())\n",
		]) {
			const { drawn } = drawing(graphOf(body));
			assert.ok(drawn.width > 0 && drawn.height > 0);
		}
		const { all } = drawing(graphOf("model = keras.Sequential([layers.Dense(3), layers.Dense(4)])\n"));
		assert.ok(all.some(({ text }) => /^Not built/.test(text)));
	});
});

const channel = (hex: string, at: number): number => {
	const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string): number =>
	0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
function contrast(a: string, b: string): number {
	const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

describe("colours of a drawing", () => {
	const schemes = [...STYLE.matchAll(/svg\.keraspec-graph\{(--keraspec-canvas[^}]*)\}/g)].map(
		([, text = ""]) => new Map([...text.matchAll(/--keraspec-(\w+):var\([^,]+,(#\w{6})\)/g)].map(([, n, c]) => [n, c])),
	);
	const [light, dark] = schemes;
	for (const [name, scheme] of Object.entries({ light, dark })) {
		it(`have the contrast of WCAG AA, ${name}`, () => {
			for (const ground of ["canvas", "box"]) {
				const back = scheme?.get(ground) ?? "";
				for (const text of ["text", "muted", "open"])
					assert.ok(contrast(scheme?.get(text) ?? "", back) >= 4.5, `${text} on ${ground}`);
				for (const sign of ["line", "error", "warning", "green", "blue", "orange", "red", "yellow", "purple"])
					assert.ok(contrast(scheme?.get(sign) ?? "", back) >= 3, `${sign} on ${ground}`);
			}
		});
	}
});

describe("the layout", () => {
	const SIZE = { width: 100, height: 50 };
	const sizes = (count: number) => Array.from({ length: count }, () => SIZE);
	const overlap = (a: Box, b: Box): boolean =>
		a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

	function check(count: number, pairs: readonly Pair[]): void {
		const { boxes, width, height } = layOut(sizes(count), pairs);
		assert.equal(boxes.length, count);
		for (const box of boxes) {
			assert.ok(box.x >= -0.01 && box.y >= -0.01);
			assert.ok(box.x + box.width <= width + 0.01 && box.y + box.height <= height + 0.01);
		}
		for (const [at, box] of boxes.entries())
			for (const other of boxes.slice(at + 1)) assert.ok(!overlap(box, other), `${count} boxes`);
		for (const [from, to] of pairs)
			if (from < to) assert.ok((boxes[from]?.y ?? 0) < (boxes[to]?.y ?? 0), `${from} above ${to}`);
	}

	it("keeps boxes apart, each above those that it leads to", () => {
		check(1, []);
		check(3, []);
		check(4, [
			[0, 1],
			[0, 2],
			[1, 3],
			[2, 3],
			[0, 3],
		]);
		check(6, [
			[0, 1],
			[1, 2],
			[2, 5],
			[0, 3],
			[3, 4],
			[4, 5],
		]);
	});

	it("ends for circles", () => {
		for (const pairs of [
			[
				[0, 1],
				[1, 0],
			],
			[
				[0, 1],
				[1, 2],
				[2, 1],
				[2, 3],
			],
		] as const)
			assert.equal(layOut(sizes(4), pairs).boxes.length, 4);
	});

	/** Of the processor, which other work on the machine does not lengthen as it does the clock. */
	const secondsOf = (run: () => void): number => {
		const before = process.cpuUsage();
		run();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1e6;
	};

	it("takes less than two seconds for what is large", () => {
		const every: Pair[] = [];
		for (let from = 0; from < 60; from += 1) for (let to = from + 1; to < 60; to += 1) every.push([from, to]);
		const chain = Array.from({ length: 1999 }, (_, at): Pair => [at, at + 1]);
		const ladder = Array.from({ length: 900 }, (_, at): Pair[] => [
			[at, at + 1],
			[at, at + 2],
		]).flat();
		for (const [count, pairs] of [
			[60, every],
			[2000, chain],
			[902, ladder],
		] as const) {
			const seconds = secondsOf(() => check(count, pairs));
			assert.ok(seconds < 2, `${seconds} s for ${count}`);
		}
	});
});

describe("a model in other languages", () => {
	it("has no syntax in names: DOT", () => {
		const text = drawGraphDot(hostile());
		const STRING = /"(?:[^"\\\n]|\\.)*"/g;
		const rest = text.replace(STRING, "S").split("\n");
		assert.equal(rest[0], "digraph S {");
		for (const line of rest.slice(1, -1))
			assert.match(line, /^\t(?:graph|node|edge|S)(?: -> S)?(?: \[(?:\w+=(?:S|\w+)(?:, )?)+\])?;$/);
	});

	it("has no syntax in names: Mermaid", () => {
		const rest = drawGraphMermaid([hostile(), hostile()]).split("\n");
		assert.equal(rest[0], "flowchart TB");
		const label = String.raw`"(?:[\p{L}\p{N}_ ,.:()·?-]|#\d+;|<br/>)*"`;
		const lines = [
			String.raw`\tsubgraph m\d\[${label}\]`,
			String.raw`\t\tm\dn\d+\[?\[${label}\]\]?`,
			String.raw`\t\tm\dn\d+ -->(?:\|${label}\|)? m\dn\d+`,
			String.raw`\tend`,
			String.raw`\tclass m\dn\d+ found`,
			String.raw`\tclassDef found stroke:#b3261e,stroke-width:3px`,
		];
		const known = new RegExp(`^(?:${lines.join("|")})$`, "u");
		for (const line of rest.slice(1)) assert.match(line, known);
	});
});
