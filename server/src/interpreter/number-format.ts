/** Python's `format(number, spec)`, exactly: JavaScript rounds ties away from zero, Python to the even digit. */

export interface FormatSpec {
	readonly fill: string;
	readonly align: string | undefined;
	/** A `0` before the width: numbers are padded after their sign. */
	readonly zero: boolean;
	readonly sign: string;
	readonly alternate: boolean;
	readonly width: number;
	readonly grouping: string;
	readonly precision: number | undefined;
	readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;
const MAX_WIDTH = 1000;
const MAX_DIGITS = 60;
/** Further decimals that show whether a number lies exactly between two. */
const GUARD = 40;

/** Reads a format specification; absent when it is none, or asks for too much. */
export function parseFormatSpec(text: string): FormatSpec | undefined {
	const match = SPEC.exec(text);
	if (!match) return undefined;
	const [, fill, align, sign = "-", hash, zero, width = "0", grouping = "", precision, type = ""] = match;
	const digits = precision === undefined ? undefined : Number(precision);
	if (Number(width) > MAX_WIDTH || (digits ?? 0) > MAX_DIGITS) return undefined;
	return {
		fill: fill ?? (zero ? "0" : " "),
		align,
		zero: zero !== undefined,
		sign,
		alternate: hash !== undefined,
		width: Number(width),
		grouping,
		precision: digits,
		type,
	};
}

/** Puts a text into its field; `fallback` is the alignment of the value's type. */
export function justify(text: string, spec: FormatSpec, fallback: "<" | ">", sign = ""): string {
	const room = spec.width - text.length - sign.length;
	if (room <= 0) return sign + text;
	const align = spec.align ?? (spec.zero && fallback === ">" ? "=" : fallback);
	if (align === "=") return sign + spec.fill.repeat(room) + text;
	if (align === "<") return sign + text + spec.fill.repeat(room);
	if (align === ">") return spec.fill.repeat(room) + sign + text;
	const left = Math.floor(room / 2);
	return spec.fill.repeat(left) + sign + text + spec.fill.repeat(room - left);
}

/** The digits of a number >= 0 with so many decimals, ties to even; absent from 1e21 on. */
export function fixed(x: number, digits: number): string | undefined {
	if (x >= 1e21) return undefined;
	const long = x.toFixed(digits + GUARD);
	const cut = long.length - GUARD;
	const kept = long.slice(0, cut).replace(/\.$/, "");
	return isTieToEven(kept, long.slice(cut)) ? kept : x.toFixed(digits);
}

/** A tie is a 5 followed by nothing but zeros. */
const isTieToEven = (kept: string, tail: string): boolean => /^50*$/.test(tail) && "02468".includes(kept.at(-1) ?? "");

/** `d.ddd` and the exponent of a number >= 0, ties to even. */
function scientific(x: number, digits: number): { mantissa: string; exponent: number } {
	const [long = "", power = "0"] = x.toExponential(digits + GUARD).split("e");
	const [short = "", shortPower = "0"] = x.toExponential(digits).split("e");
	const cut = long.length - GUARD;
	const kept = long.slice(0, cut).replace(/\.$/, "");
	if (isTieToEven(kept, long.slice(cut))) return { mantissa: kept, exponent: Number(power) };
	return { mantissa: short, exponent: Number(shortPower) };
}

const exponentText = (exponent: number): string =>
	`e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;

function exponential(x: number, digits: number): string {
	const { mantissa, exponent } = scientific(x, digits);
	return mantissa + exponentText(exponent);
}

/** `%g`: fixed or scientific, by the exponent; `point` keeps one digit after the point, as a bare precision does. */
function general(x: number, precision: number, alternate: boolean, point: boolean): string | undefined {
	const digits = precision === 0 ? 1 : precision;
	const { exponent } = scientific(x, digits - 1);
	const isFixed = exponent >= -4 && exponent < digits - (point ? 1 : 0);
	const text = isFixed ? fixed(x, digits - 1 - exponent) : exponential(x, digits - 1);
	if (text === undefined || alternate) return text;
	const [mantissa = "", power] = text.split("e");
	const short = mantissa.includes(".") ? mantissa.replace(/0+$/, "").replace(/\.$/, "") : mantissa;
	const shown = point && isFixed && !short.includes(".") ? `${short}.0` : short;
	return power === undefined ? shown : `${shown}e${power}`;
}

/** `repr` of a float: the shortest digits, scientific below 1e-4 and from 1e16 on. */
export function floatText(value: number): string {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	const x = Math.abs(value);
	const [mantissa = "", power = "0"] = x.toExponential().split("e");
	const exponent = Number(power);
	if (x !== 0 && (exponent < -4 || exponent >= 16)) return sign + mantissa + exponentText(exponent);
	const plain = String(x);
	return sign + (plain.includes(".") ? plain : `${plain}.0`);
}

function group(digits: string, separator: string, size: number): string {
	const first = /^\d*/i.exec(digits)?.[0] ?? "";
	const whole = size === 4 ? digits : first;
	const parts: string[] = [];
	for (let end = whole.length; end > 0; end -= size) parts.unshift(whole.slice(Math.max(0, end - size), end));
	return parts.join(separator) + digits.slice(whole.length);
}

const RADIX: Readonly<Record<string, readonly [number, string]>> = {
	b: [2, "0b"],
	o: [8, "0o"],
	x: [16, "0x"],
	X: [16, "0X"],
};

/** `format(int, spec)`. */
export function formatInt(value: number, spec: FormatSpec): string | undefined {
	if (/[eEfFgG%]/.test(spec.type)) return formatFloat(value, spec);
	if (spec.precision !== undefined || spec.type === "s" || spec.type === "c") return undefined;
	const [radix, prefix] = RADIX[spec.type] ?? [10, ""];
	const written = Math.abs(value).toString(radix);
	const digits = spec.type === "X" ? written.toUpperCase() : written;
	return withSign(value < 0, (spec.alternate ? prefix : "") as string, digits, spec, radix === 10 ? 3 : 4);
}

function withSign(
	negative: boolean,
	prefix: string,
	digits: string,
	spec: FormatSpec,
	size: number,
): string | undefined {
	// Zeros before grouped digits are grouped too: nobody names a layer so.
	if (spec.grouping && spec.fill === "0" && spec.width > 0) return undefined;
	const sign = (negative ? "-" : spec.sign === "-" ? "" : spec.sign) + prefix;
	return justify(spec.grouping ? group(digits, spec.grouping, size) : digits, spec, ">", sign);
}

/** `format(float, spec)`. */
export function formatFloat(value: number, spec: FormatSpec): string | undefined {
	const x = Math.abs(value);
	const digits = unsigned(x, spec);
	if (digits === undefined) return undefined;
	const shown = /[EFG]/.test(spec.type) ? digits.toUpperCase() : digits;
	return withSign(value < 0 || Object.is(value, -0), "", shown, spec, 3);
}

function unsigned(x: number, { type, precision, alternate }: FormatSpec): string | undefined {
	if (!Number.isFinite(x)) return (Number.isNaN(x) ? "nan" : "inf") + (type === "%" ? "%" : "");
	switch (type.toLowerCase()) {
		case "":
			return precision === undefined ? floatText(x) : general(x, precision, alternate, true);
		case "f":
			return fixed(x, precision ?? 6);
		case "e":
			return exponential(x, precision ?? 6);
		case "g":
		case "n":
			return general(x, precision ?? 6, alternate, false);
		case "%": {
			const text = fixed(x * 100, precision ?? 6);
			return text === undefined ? undefined : `${text}%`;
		}
		default:
			return undefined;
	}
}
