import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { CodeServer } from "./code-server";
import { findBrowser } from "./install";

const ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

let running: Promise<Browser> | undefined;
const contexts = new Set<BrowserContext>();

/** Pages that are open, for pictures of what went wrong. */
export const openPages = (): readonly Page[] => [...contexts].flatMap((context) => context.pages());

export async function newPage(server: CodeServer, options: BrowserContextOptions = {}): Promise<Page> {
	running ??= chromium.launch({ executablePath: findBrowser() ?? "chromium", headless: true, args: ARGUMENTS });
	const context = await (await running).newContext({ viewport: { width: 1400, height: 900 }, ...options });
	contexts.add(context);
	context.once("close", () => contexts.delete(context));
	const origin = `http://127.0.0.1:${server.port}`;
	await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
	return context.newPage();
}

export async function closeBrowser(): Promise<void> {
	await (await running)?.close();
	running = undefined;
}

/** The address of a folder, with what the window is told besides. */
export function addressOf(
	{ port }: CodeServer,
	folder: string,
	payload: readonly (readonly [string, string])[],
): string {
	const parameters = new URLSearchParams(folder.endsWith(".code-workspace") ? { workspace: folder } : { folder });
	if (payload.length > 0) parameters.set("payload", JSON.stringify(payload));
	return `http://127.0.0.1:${port}/?${parameters}`;
}

export const remoteUri = ({ port }: CodeServer, path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
