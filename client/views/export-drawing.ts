import type { Size } from "./camera";
import { drawn } from "./dom";
import { withoutVars } from "./literal-svg";
import type { Drawing } from "./safe-svg";

/** Side of the largest canvas that browsers make. */
const LARGEST = 16_384;
/** Nothing asks for one any more once each `var()` has become a value. */
const CUSTOM_PROPERTY = /--[\w-]+\s*:[^;}]*;?/g;
const NAMESPACE = "http://www.w3.org/2000/svg";

/** The drawing as a file of its own, in the colours that `shown` has on the page. */
export function svgFile({ svg, styles }: Drawing, size: Size, shown: Element): string {
	const valueOf = themeValues(shown);
	const literal = (text: string): string => withoutVars(text, valueOf);
	const copy = svg.cloneNode(true) as SVGSVGElement;
	copy.setAttribute("xmlns", NAMESPACE);
	copy.setAttribute("width", String(size.width));
	copy.setAttribute("height", String(size.height));
	for (const each of [copy, ...copy.querySelectorAll("*")])
		for (const { name, value } of [...each.attributes])
			if (value.includes("var(")) each.setAttribute(name, literal(value));
	const style = drawn("style");
	style.textContent = literal(styles).replace(CUSTOM_PROPERTY, "");
	copy.prepend(style);
	return new XMLSerializer().serializeToString(copy);
}

/** Values of the theme on an element. Colours are made opaque `#rrggbb` over the background, which every viewer knows. */
function themeValues(shown: Element): (name: string) => string {
	const computed = getComputedStyle(shown);
	const background = computed.getPropertyValue("--vscode-editor-background");
	const canvas = document.createElement("canvas");
	canvas.width = canvas.height = 1;
	const context = canvas.getContext("2d", { willReadFrequently: true });
	return (name) => {
		const value = computed.getPropertyValue(name).trim();
		if (!context || !CSS.supports("color", value)) return value;
		for (const colour of [background, value]) {
			context.fillStyle = colour;
			context.fillRect(0, 0, 1, 1);
		}
		const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
		return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
	};
}

/** The same as pixels, two for one unless that is more than a canvas holds. */
export async function pngFile(svg: string, size: Size): Promise<Uint8Array> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
	await image.decode();
	const scale = Math.min(2, LARGEST / size.width, LARGEST / size.height);
	const canvas = document.createElement("canvas");
	canvas.width = Math.ceil(size.width * scale);
	canvas.height = Math.ceil(size.height * scale);
	canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
	if (!blob) throw new Error("the picture is too large");
	return new Uint8Array(await blob.arrayBuffer());
}
