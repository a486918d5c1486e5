import type { GraphNode } from "../../shared/model-views";
import { element } from "./dom";
import { icon } from "./icons";

/** What there is to say of the current layer that its box has no room for. */
export function createDetails(goToCode: () => void): {
	readonly node: HTMLElement;
	show(of: GraphNode | undefined): void;
} {
	const node = element("section", { class: "details", "aria-label": "Current layer", hidden: true });
	return {
		node,
		show: (of) => {
			node.hidden = !of;
			if (!of) return;
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
