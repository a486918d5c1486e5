import type { GraphNode } from "../../shared/model-views";
import { element } from "./dom";
import { icon } from "./icons";

export interface Details {
	readonly node: HTMLElement;
	show(of: GraphNode | undefined, scale: number): void;
	/** How much it covers of the bottom of the drawing. */
	height(): number;
}

const GAP = 12;
/** Above it, the findings can be read in the drawing itself. */
const READABLE = 0.7;

/** The findings of the current layer, while the drawing is too small to read them there. */
export function createDetails(goToCode: () => void): Details {
	const node = element("section", { class: "details", "aria-label": "Current layer", hidden: true });
	let shown: GraphNode | undefined;
	return {
		node,
		height: () => (node.hidden ? 0 : node.offsetHeight + GAP),
		show: (of, scale) => {
			const wanted = scale < READABLE && of?.findings.length ? of : undefined;
			if (wanted === shown) return;
			shown = wanted;
			node.hidden = !wanted;
			if (wanted) node.replaceChildren(...contentOf(wanted, goToCode));
		},
	};
}

function contentOf(of: GraphNode, goToCode: () => void): readonly Node[] {
	const findings = of.findings.map((text) => element("li", {}, icon("finding"), element("span", {}, text)));
	const button = element("button", { type: "button", class: "plain" }, icon("code"), "Go to code");
	button.addEventListener("click", goToCode);
	return [
		element("h2", {}, of.name, " ", element("span", { class: "class-name" }, of.className)),
		element("ul", { class: "findings" }, ...findings),
		...(of.location ? [button] : []),
	];
}
