import { element } from "./dom";

/** A quiet line over the content, such as that the model is not there at the moment. */
export function createNotice(): { readonly node: HTMLElement; show(text: string): void } {
	const node = element("p", { class: "notice", role: "status", hidden: true });
	return {
		node,
		show: (text) => {
			node.hidden = text === "";
			if (node.textContent !== text) node.textContent = text;
		},
	};
}

export const goneText = (name: string, seen: boolean): string =>
	seen
		? `${name} is not in the program at the moment. This is how it last was.`
		: `${name} is not in the program at the moment. It appears here once it is.`;
