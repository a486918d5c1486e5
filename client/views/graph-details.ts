import type { GraphNode } from "../../shared/model-views";
import { element } from "./dom";
import { icon } from "./icons";

export interface Details {
	readonly node: HTMLElement;
	show(of: GraphNode | undefined): void;
	/** How much it covers of the bottom of the drawing. */
	height(): number;
}

const GAP = 12;

/** What there is to say of the current layer that its box has no room for: findings. */
export function createDetails(goToCode: () => void): Details {
	const node = element("section", { class: "details", "aria-label": "Current layer", hidden: true });
	return {
		node,
		height: () => (node.hidden ? 0 : node.offsetHeight + GAP),
		show: (of) => {
			node.hidden = !of?.findings.length;
			if (!of || node.hidden) return;
			const button = element("button", { type: "button", class: "plain" }, icon("code"), "Go to code");
			button.addEventListener("click", goToCode);
			node.replaceChildren(
				element("h2", {}, of.name, " ", element("span", { class: "class-name" }, of.className)),
				element(
					"ul",
					{ class: "findings" },
					...of.findings.map((text) => element("li", {}, icon("finding"), element("span", {}, text))),
				),
				...(of.location ? [button] : []),
			);
		},
	};
}
