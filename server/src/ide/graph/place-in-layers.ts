import { type Box, GAP, type Layout, type Pair, type Size, STRAIGHT } from "./geometry";
import { ranksOf } from "./ranks";

const SWEEPS = 4;

/**
 * A layout of one pass for graphs that are too large for the library: the longest way from the top decides the layer,
 * the middle of what leads to it the place in the layer. Lines go straight.
 */
export function placeInLayers(sizes: readonly Size[], pairs: readonly Pair[]): Layout {
	const ranks = ranksOf(sizes.length, pairs);
	const layers: number[][] = [];
	ranks.forEach((rank, index) => {
		layers[rank] = [...(layers[rank] ?? []), index];
	});
	sortLayers(layers, pairs);
	const width = Math.max(0, ...layers.map((layer) => widthOf(layer, sizes)));
	const boxes: Box[] = [];
	let y = 0;
	for (const layer of layers) {
		let x = (width - widthOf(layer, sizes)) / 2;
		for (const index of layer) {
			const size = sizes[index] as Size;
			boxes[index] = { ...size, x, y };
			x += size.width + GAP.node;
		}
		y += Math.max(...layer.map((index) => sizes[index]?.height ?? 0)) + GAP.rank;
	}
	return { boxes, routes: pairs.map(() => STRAIGHT), width, height: Math.max(0, y - GAP.rank) };
}

const widthOf = (layer: readonly number[], sizes: readonly Size[]): number =>
	layer.reduce((sum, index) => sum + (sizes[index]?.width ?? 0) + GAP.node, -GAP.node);

/** Orders each layer by where its neighbours in other layers stand, from the top down and back. */
function sortLayers(layers: number[][], pairs: readonly Pair[]): void {
	const near = new Map<number, number[]>();
	for (const [from, to] of pairs) {
		near.set(from, [...(near.get(from) ?? []), to]);
		near.set(to, [...(near.get(to) ?? []), from]);
	}
	const place = new Map<number, number>();
	const number = (layer: readonly number[]): void => {
		layer.forEach((index, at) => {
			place.set(index, (at + 1) / (layer.length + 1));
		});
	};
	layers.forEach(number);
	const middle = (index: number): number => {
		const around = near.get(index) ?? [];
		const sum = around.reduce((total, other) => total + (place.get(other) ?? 0), 0);
		return around.length > 0 ? sum / around.length : (place.get(index) ?? 0);
	};
	for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
		for (const layer of sweep % 2 === 0 ? layers : [...layers].reverse()) {
			const middles = new Map(layer.map((index) => [index, middle(index)]));
			layer.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || a - b);
			number(layer);
		}
	}
}
