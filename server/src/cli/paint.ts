/** Colours for a terminal; plain text elsewhere. */
export interface Paint {
	bold(text: string): string;
	dim(text: string): string;
	red(text: string): string;
	yellow(text: string): string;
	blue(text: string): string;
	cyan(text: string): string;
	green(text: string): string;
	magenta(text: string): string;
}

/** NO_COLOR and FORCE_COLOR decide when they are set, as on https://no-color.org and in Node; else the stream does. */
export function wantsColour(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
	if (environment.NO_COLOR) return false;
	const forced = environment.FORCE_COLOR;
	if (forced !== undefined) return forced !== "0" && forced !== "false";
	return isTerminal && environment.TERM !== "dumb";
}

export function createPaint(colour: boolean): Paint {
	const code = (open: number, close: number) => (text: string) =>
		colour && text !== "" ? `\u001b[${open}m${text}\u001b[${close}m` : text;
	return {
		bold: code(1, 22),
		dim: code(2, 22),
		red: code(31, 39),
		yellow: code(33, 39),
		blue: code(34, 39),
		cyan: code(36, 39),
		green: code(32, 39),
		magenta: code(35, 39),
	};
}
