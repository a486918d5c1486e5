import { type Box, type Layout, type Pair, type Point, type Size, STRAIGHT } from "./geometry";
import { layOut } from "./layout";
import { edgeText, type ModelGraph } from "./model-graph";
import { drawBox } from "./svg-box";
import { drawLines } from "./svg-lines";
import { plain, STYLE } from "./svg-style";
import { cut, escapeXml, round, widthOf } from "./svg-text";

export interface GraphDrawing {
	readonly svg: string;
	readonly width: number;
	readonly height: number;
	/** The box of each node, in the order of the graph. */
	readonly boxes: readonly Box[];
}

const MARGIN = 24;
const CAPTION = 46;
const MIN_WIDTH = 320;
const CAPTION_CHARACTER = 6.7;
const HEADING_CHARACTER = 10;
const MAX_HEADING = 60;
const LABEL_CHARACTER = 6.7;
const LABEL_HEIGHT = 14;
const SANS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** What of the picture is not as it looks. */
const NOTES: Readonly<Record<ModelGraph["connections"], string | undefined>> = {
	calls: undefined,
	order: "Not built: in the order of the list; no sizes are known yet",
	none: "In the order of its attributes; the calls are not known",
};

/** A model as a picture that needs nothing else: no script, no font, no other file. The same graph gives the same text. */
export function drawGraphSvg(graph: ModelGraph): GraphDrawing {
	const drawn = graph.nodes.map(drawBox);
	const { pairs, labels } = linesOf(graph);
	const placed = placeNodes(graph, drawn, pairs);
	const note = graph.nodes.length === 0 ? "Its layers are not known" : NOTES[graph.connections];
	const top = MARGIN + CAPTION + (note ? 18 : 0);
	const loop = pairs.some(([from, to]) => from === to) ? 40 : 0;
	const heading = cut(graph.model.name, MAX_HEADING);
	const words = Math.max(widthOf(note ?? "", CAPTION_CHARACTER), widthOf(heading, HEADING_CHARACTER));
	const width = Math.ceil(Math.max(MIN_WIDTH, words + 2 * MARGIN, placed.width + 2 * MARGIN + 10 + loop));
	const height = Math.ceil(placed.height + top + MARGIN + 6);
	const left = (width - placed.width) / 2;
	const layout = shifted(placed, left, top);
	const nodes = graph.nodes.map((node, index) => {
		const { x = 0, y = 0 } = layout.boxes[index] ?? {};
		const kind = node.findings.length === 0 ? "" : node.findings.some(isError) ? " found" : " doubted";
		return `<g class="node${kind}" data-node="${escapeXml(node.id)}" role="graphics-symbol" transform="translate(${round(x)} ${round(y)})"><title>${escapeXml(node.label)}</title>${drawn[index]?.svg ?? ""}</g>`;
	});
	const { model } = graph;
	const title = `<text class="text" x="${MARGIN}" y="${MARGIN + 12}" font-size="16" font-weight="600">${escapeXml(heading)}</text>`;
	const kind = model.kind === "Model" ? "subclassed model" : `${model.kind} model`;
	const facts = `${kind} · ${graph.nodes.length} ${graph.nodes.length === 1 ? "layer" : "layers"}`;
	const said = [facts, ...(note ? [note] : [])].map(
		(text, index) =>
			`<text class="muted" x="${MARGIN}" y="${MARGIN + 32 + 18 * index}" font-size="12" fill="${plain("muted")}">${escapeXml(text)}</text>`,
	);
	const svg = [
		`<svg xmlns="http://www.w3.org/2000/svg" class="keraspec-graph" role="graphics-document" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${SANS}" font-size="13" fill="${plain("text")}">`,
		`<title>${escapeXml(`${model.name}: ${facts}${note ? `. ${note}` : ""}`)}</title>`,
		`<style>${STYLE}</style>`,
		`<rect class="canvas" width="${width}" height="${height}" fill="${plain("canvas")}"/>`,
		title,
		...said,
		`<g class="edges">${drawLines(layout, pairs, labels)}</g>`,
		...nodes,
		"</svg>",
	].join("\n");
	return { svg, width, height, boxes: layout.boxes };
}

const isError = ({ severity }: { readonly severity: string }): boolean => severity === "error";

/** One line for all tensors that go from one layer into another; it says what the boxes do not. */
function linesOf({ nodes, edges }: ModelGraph): {
	readonly pairs: readonly Pair[];
	readonly labels: readonly string[];
} {
	const indexes = new Map(nodes.map(({ id }, index) => [id, index]));
	const lines = new Map<string, { readonly pair: Pair; readonly texts: Set<string> }>();
	for (const edge of edges) {
		const [from, to] = [indexes.get(edge.from) ?? 0, indexes.get(edge.to) ?? 0];
		const line = lines.get(`${from}:${to}`) ?? { pair: [from, to], texts: new Set<string>() };
		lines.set(`${from}:${to}`, line);
		const source = nodes[from];
		const text = source && edgeText(edge, source);
		if (text) line.texts.add(text);
	}
	const all = [...lines.values()];
	const labelOf = (texts: ReadonlySet<string>): string =>
		texts.size > 2 ? `${texts.size} specs` : [...texts].join(", ");
	const labels = all.map(({ texts }) => labelOf(texts));
	const pairs = all.map(({ pair: [from, to] }, index): Pair => {
		const label = labels[index] ?? "";
		return [from, to, label === "" ? undefined : { width: widthOf(label, LABEL_CHARACTER), height: LABEL_HEIGHT }];
	});
	return { pairs, labels };
}

/** Layers without a known order of calls stand below one another, without lines. */
function placeNodes({ nodes, connections }: ModelGraph, sizes: readonly Size[], pairs: readonly Pair[]): Layout {
	const others = pairs.filter(([from, to]) => from !== to);
	const order = nodes.slice(1).map((_, index): Pair => [index, index + 1]);
	const layout = layOut(sizes, connections === "none" ? order : others);
	if (connections === "none") return { ...layout, routes: [] };
	const routes = new Map(others.map((pair, index) => [pair, layout.routes[index] ?? STRAIGHT]));
	return { ...layout, routes: pairs.map((pair) => routes.get(pair) ?? STRAIGHT) };
}

const shifted = ({ boxes, routes, width, height }: Layout, dx: number, dy: number): Layout => ({
	width,
	height,
	boxes: boxes.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy })),
	routes: routes.map(({ points, label }) => ({
		points: points.map((point) => movedBy(point, dx, dy)),
		label: label && movedBy(label, dx, dy),
	})),
});

const movedBy = ({ x, y }: Point, dx: number, dy: number): Point => ({ x: x + dx, y: y + dy });
