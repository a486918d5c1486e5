import type { GraphNode } from "../../shared/model-views";

export type Direction = "up" | "down" | "left" | "right";
type Axis = "x" | "y";
type Node = Pick<GraphNode, "id" | "inputs" | "outputs" | "box">;

/**
 * The node to which an arrow key leads. With the flow of the drawing, it follows the edges: forward to what a layer feeds, back to
 * what feeds it. Across the flow, it goes to the nearest node beside it.
 */
export function nextNode(nodes: readonly Node[], from: string, direction: Direction): string | undefined {
	const node = nodes.find(({ id }) => id === from);
	if (!node) return nodes[0]?.id;
	const axis: Axis = direction === "left" || direction === "right" ? "x" : "y";
	const forward = direction === "right" || direction === "down";
	if (axis !== flowOf(nodes)) return beside(nodes, node, axis, forward)?.id;
	const linked = new Set(forward ? node.outputs : node.inputs);
	return nearest(
		nodes.filter(({ id }) => linked.has(id) && id !== from),
		node,
		axis,
	)?.id;
}

/** Whether edges mostly go down or to the right. */
export function flowOf(nodes: readonly Node[]): Axis {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	let across = 0;
	let down = 0;
	for (const node of nodes)
		for (const id of node.outputs) {
			const target = byId.get(id);
			if (!target) continue;
			across += Math.abs(middle(target, "x") - middle(node, "x"));
			down += Math.abs(middle(target, "y") - middle(node, "y"));
		}
	return across > down ? "x" : "y";
}

/** Nodes at the same height of the flow come before all others on that side. */
function beside(nodes: readonly Node[], from: Node, axis: Axis, forward: boolean): Node | undefined {
	const sign = forward ? 1 : -1;
	const side = nodes.filter((node) => node !== from && (middle(node, axis) - middle(from, axis)) * sign > 1);
	const level = side.filter((node) => overlaps(node, from, axis === "x" ? "y" : "x"));
	return nearest(level.length ? level : side, from, axis);
}

function nearest(nodes: readonly Node[], from: Node, axis: Axis): Node | undefined {
	const other: Axis = axis === "x" ? "y" : "x";
	const distance = (node: Node): number =>
		Math.abs(middle(node, axis) - middle(from, axis)) + 2 * Math.abs(middle(node, other) - middle(from, other));
	return nodes.reduce<Node | undefined>(
		(best, node) => (best && distance(best) <= distance(node) ? best : node),
		undefined,
	);
}

const extent = ({ box }: Node, axis: Axis): number => (axis === "x" ? box.width : box.height);
const middle = (node: Node, axis: Axis): number => node.box[axis] + extent(node, axis) / 2;
const overlaps = (a: Node, b: Node, axis: Axis): boolean =>
	Math.abs(middle(a, axis) - middle(b, axis)) < (extent(a, axis) + extent(b, axis)) / 2;
