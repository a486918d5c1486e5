import { Graph, layout } from "@dagrejs/dagre";
import { contractChains } from "./contract-chains";
import { type Box, GAP, type Layout, type Pair, type Route, type Size, STRAIGHT } from "./geometry";
import { placeInLayers } from "./place-in-layers";
import { ranksOf } from "./ranks";

/** Beyond this many boxes and places where a line passes between boxes, the library takes more than a second. */
const MAX_PLACES = 700;

const LABEL_OFFSET = 7;

/** Places boxes from the top down, each above those that it leads to. Pairs are distinct, and never of one box. */
export function layOut(sizes: readonly Size[], pairs: readonly Pair[]): Layout {
	if (sizes.length === 0) return { boxes: [], routes: [], width: 0, height: 0 };
	const { chains, links } = contractChains(sizes.length, pairs);
	const blocks = chains.map((chain) => stackedSize(chain, sizes));
	const blockPairs = links.map(([from, to, pair]): Pair => [from, to, pairs[pair]?.[2]]);
	const placed =
		placesOf(blocks.length, blockPairs) > MAX_PLACES
			? placeInLayers(blocks, blockPairs)
			: withLibrary(blocks, blockPairs);
	const boxes: Box[] = [];
	chains.forEach((chain, block) => {
		const around = placed.boxes[block] as Box;
		let { y } = around;
		for (const index of chain) {
			const size = sizes[index] as Size;
			boxes[index] = { ...size, x: around.x + (around.width - size.width) / 2, y };
			y += size.height + GAP.rank;
		}
	});
	const routes = new Map(links.map(([, , pair], index) => [pair, placed.routes[index] ?? STRAIGHT]));
	return { ...placed, boxes, routes: pairs.map((_, index) => routes.get(index) ?? STRAIGHT) };
}

function stackedSize(chain: readonly number[], sizes: readonly Size[]): Size {
	const parts = chain.map((index) => sizes[index] as Size);
	const height = parts.reduce((sum, part) => sum + part.height, GAP.rank * (parts.length - 1));
	return { width: Math.max(...parts.map(({ width }) => width)), height };
}

/** How many boxes there are, and how often a line passes a layer of boxes. */
function placesOf(count: number, pairs: readonly Pair[]): number {
	const ranks = ranksOf(count, pairs);
	return pairs.reduce((sum, [from, to]) => sum + Math.max(0, (ranks[to] ?? 0) - (ranks[from] ?? 0) - 1), count);
}

function withLibrary(sizes: readonly Size[], pairs: readonly Pair[]): Layout {
	const graph = new Graph();
	graph.setGraph({ rankdir: "TB", ranksep: GAP.rank, nodesep: GAP.node, edgesep: GAP.edge });
	graph.setDefaultEdgeLabel(() => ({}));
	sizes.forEach(({ width, height }, index) => {
		graph.setNode(String(index), { width, height });
	});
	for (const [from, to, label] of pairs)
		graph.setEdge(String(from), String(to), label ? { ...label, labelpos: "r", labeloffset: LABEL_OFFSET } : {});
	layout(graph);
	const boxes = sizes.map(({ width, height }, index) => {
		const { x = 0, y = 0 } = graph.node(String(index));
		return { width, height, x: x - width / 2, y: y - height / 2 };
	});
	// The first and last point are on the boxes' borders, which lines here reach at places of their own.
	const routes = pairs.map(([from, to, label]): Route => {
		const { points = [], x = 0, y = 0 } = graph.edge(String(from), String(to));
		return { points: points.slice(1, -1), label: label && { x, y } };
	});
	const { width = 0, height = 0 } = graph.graph();
	return { boxes, routes, width, height };
}
