import type { Hover } from "vscode-languageserver";
import { hoverAt } from "../ide/hover";
import { answer } from "./answer";
import type { Server } from "./context";
import { renderHover } from "./markup";

export function registerHover(server: Server): void {
	server.connection.onHover(({ textDocument, position }, token) =>
		answer(server, textDocument.uri, token, ({ places, analysis }): Hover | null => {
			const hover = hoverAt(analysis, places.offsetAt(position), places.lineName);
			if (!hover) return null;
			const formats = server.session.capabilities.textDocument?.hover?.contentFormat;
			return { contents: renderHover(hover, analysis, places, formats), range: places.rangeOf(hover) };
		}),
	);
}
