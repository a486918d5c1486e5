type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined;

/** An element with attributes and children. Strings become text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	setAttributes(made, attributes);
	made.append(...children.filter((child) => child !== undefined));
	return made;
}

export function drawn<Tag extends keyof SVGElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
	const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
	setAttributes(made, attributes);
	made.append(...children);
	return made;
}

function setAttributes(target: Element, attributes: Attributes): void {
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) continue;
		target.setAttribute(name, value === true ? "" : String(value));
	}
}

/** Says something to screen readers; the same words twice are said twice. */
export function announcer(): { readonly node: HTMLElement; say(text: string): void } {
	const node = element("div", { class: "off-screen", role: "status", "aria-live": "polite" });
	return {
		node,
		say: (text) => {
			node.textContent = node.textContent === text ? `${text}\u00a0` : text;
		},
	};
}
