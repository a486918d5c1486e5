// Draws docs/icon.png: three layers of a model between the brackets of a shape.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32 as crcOf, deflateSync } from "node:zlib";

const SIZE = 256;
const SAMPLES = 4;

const rounded = (x, y, cx, cy, halfWidth, halfHeight, radius) => {
	const dx = Math.max(Math.abs(x - cx) - halfWidth + radius, 0);
	const dy = Math.max(Math.abs(y - cy) - halfHeight + radius, 0);
	return Math.hypot(dx, dy) <= radius;
};

const rhombus = (x, y, cx, cy, halfWidth, halfHeight) =>
	Math.abs(x - cx) / halfWidth + Math.abs(y - cy) / halfHeight <= 1;

/** A bracket: a vertical bar with two arms that point to the middle. */
const bracket = (x, y, left) => {
	const mx = left ? x : SIZE - x;
	const bar = rounded(mx, y, 38, 128, 7, 84, 7);
	const arms = rounded(mx, y, 50, 51, 19, 7, 7) || rounded(mx, y, 50, 205, 19, 7, 7);
	return bar || arms;
};

const LAYERS = [
	[174, [255, 196, 150]],
	[132, [255, 226, 200]],
	[90, [255, 255, 255]],
];

function colorAt(x, y) {
	if (!rounded(x, y, 128, 128, 128, 128, 52)) return [0, 0, 0, 0];
	let color = [196 - y * 0.28, 24 + y * 0.02, 40 + y * 0.12];
	if (bracket(x, y, true) || bracket(x, y, false)) color = [255, 255, 255];
	for (const [cy, fill] of LAYERS) {
		if (rhombus(x, y, 128, cy + 10, 64, 33)) color = [112, 12, 36];
		if (rhombus(x, y, 128, cy, 60, 29)) color = fill;
	}
	return [...color, 255];
}

function pixel(px, py) {
	const sum = [0, 0, 0, 0];
	for (let sy = 0; sy < SAMPLES; sy += 1) {
		for (let sx = 0; sx < SAMPLES; sx += 1) {
			const [r, g, b, a] = colorAt(px + (sx + 0.5) / SAMPLES, py + (sy + 0.5) / SAMPLES);
			[r * a, g * a, b * a, a].forEach((value, index) => {
				sum[index] += value;
			});
		}
	}
	const alpha = sum[3];
	const rgb = sum.slice(0, 3).map((value) => (alpha === 0 ? 0 : Math.round(value / alpha)));
	return [...rgb, Math.round(alpha / SAMPLES ** 2)];
}

function crc32(bytes) {
	if (crcOf) return crcOf(bytes);
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

function chunk(type, data) {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const out = Buffer.alloc(body.length + 8);
	out.writeUInt32BE(data.length, 0);
	body.copy(out, 4);
	out.writeUInt32BE(crc32(body), body.length + 4);
	return out;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6, 0, 0, 0], 8);
const rows = Array.from({ length: SIZE }, (_, y) =>
	Buffer.from([0, ...Array.from({ length: SIZE }, (_, x) => pixel(x, y)).flat()]),
);
const png = Buffer.concat([
	Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
	chunk("IHDR", header),
	chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
	chunk("IEND", Buffer.alloc(0)),
]);
const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "docs");
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, "icon.png"), png);
