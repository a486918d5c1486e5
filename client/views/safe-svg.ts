/** A drawing that came as text: only shapes, words and links within itself are left of it. */
export interface Drawing {
	readonly svg: SVGSVGElement;
	/** What its `style` elements held, for a constructed sheet: the page allows no inline styles. */
	readonly styles: string;
}

const ELEMENTS = new Set(
	"svg g defs title desc style path rect circle ellipse line polyline polygon text tspan marker linearGradient radialGradient stop clipPath".split(
		" ",
	),
);
const NAMESPACE = "http://www.w3.org/2000/svg";

export function readDrawing(text: string): Drawing | undefined {
	const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
	if (root.localName !== "svg" || root.namespaceURI !== NAMESPACE) return undefined;
	const styles: string[] = [];
	clean(root, styles);
	return { svg: document.importNode(root, true) as unknown as SVGSVGElement, styles: styles.join("\n") };
}

function clean(parent: Element, styles: string[]): void {
	for (const { name, value } of [...parent.attributes]) if (!isHarmless(name, value)) parent.removeAttribute(name);
	for (const child of [...parent.children]) {
		if (child.namespaceURI !== NAMESPACE || !ELEMENTS.has(child.localName)) child.remove();
		else if (child.localName === "style") {
			styles.push(child.textContent ?? "");
			child.remove();
		} else clean(child, styles);
	}
}

function isHarmless(name: string, value: string): boolean {
	if (/^on/i.test(name) || name === "style") return false;
	if (/(^|:)href$/i.test(name)) return value.startsWith("#");
	return !/url\(\s*["']?(?!\s*["']?#)/i.test(value);
}
