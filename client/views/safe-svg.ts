/** A drawing that came as text: only shapes, words and links within itself are left of it. */
export interface Drawing {
	readonly svg: SVGSVGElement;
	/** What its `style` elements held, for a constructed sheet: the page allows no inline styles. */
	readonly styles: string;
}

const ELEMENTS = new Set(
	"svg g defs title desc metadata path rect circle ellipse line polyline polygon text tspan marker linearGradient radialGradient stop clipPath".split(
		" ",
	),
);
const NAMESPACE = "http://www.w3.org/2000/svg";

export function readDrawing(text: string): Drawing | undefined {
	const { documentElement: root } = new DOMParser().parseFromString(asMetadata(text), "image/svg+xml");
	if (root.localName !== "svg" || root.namespaceURI !== NAMESPACE) return undefined;
	const styles: string[] = [];
	clean(root, styles);
	return { svg: document.importNode(root, true) as unknown as SVGSVGElement, styles: styles.join("\n") };
}

/** Even a document that is only parsed has its `style` elements reported against the page's policy; `metadata` is nothing to it. */
const asMetadata = (text: string): string => text.replace(/(<\/?)style(?=[\s>])/g, "$1metadata");

function clean(parent: Element, styles: string[]): void {
	for (const { name, value } of [...parent.attributes]) if (!isHarmless(name, value)) parent.removeAttribute(name);
	for (const child of [...parent.children]) {
		if (child.namespaceURI !== NAMESPACE || !ELEMENTS.has(child.localName)) child.remove();
		else if (child.localName === "metadata") {
			styles.push((child.textContent ?? "").replace(FOREIGN_URL, "none"));
			child.remove();
		} else clean(child, styles);
	}
}

const FOREIGN_URL = /url\(\s*["']?(?!\s*["']?#)[^)]*\)/gi;

function isHarmless(name: string, value: string): boolean {
	if (/^on/i.test(name) || name === "style") return false;
	if (/(^|:)href$/i.test(name)) return value.startsWith("#");
	return value.replace(FOREIGN_URL, "") === value;
}
