import { join } from "node:path";
import type { BrowserContextOptions, FrameLocator, Locator, Page } from "playwright-core";
import { addressOf, newPage, remoteUri } from "./browser";
import type { CodeServer } from "./code-server";
import { poll } from "./poll";

export const LONG = { timeout: 60_000 };

/** A window on a folder, with one of its Python files in the editor. */
export async function openWorkbench(
	server: CodeServer,
	folder: string,
	file?: string,
	options?: BrowserContextOptions,
): Promise<Page> {
	const page = await newPage(server, options);
	page.setDefaultTimeout(30_000);
	const payload = file ? ([["openFile", remoteUri(server, join(folder, file))]] as const) : [];
	await page.goto(addressOf(server, folder, payload));
	await page.locator(".monaco-workbench .part.editor").waitFor(LONG);
	if (file) await editorOf(page).locator(".view-line").first().waitFor(LONG);
	return page;
}

export const closeWorkbench = (page: Page): Promise<void> => page.context().close();

export const editorOf = (page: Page): Locator => page.locator(".editor-instance .monaco-editor").first();

/** Spaces of the editor do not break: the text of its lines as it is in the file. */
export const textOf = async (lines: Locator): Promise<string> =>
	(await lines.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");

/** A piece of a line that the editor drew as one, such as a name. */
export const token = (scope: Locator, text: string | RegExp): Locator =>
	scope.locator(".view-line span > span").filter({ hasText: typeof text === "string" ? exactly(text) : text });

const exactly = (text: string): RegExp => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);

/** Runs a command by its title, as a user finds it; `next` is the title of the choice that it offers, if it does. */
export async function runCommand(page: Page, title: string, next?: string): Promise<void> {
	await page.keyboard.press("F1");
	await pick(page, `>${title}`, title, next);
}

export async function quickOpen(page: Page, file: string): Promise<void> {
	await page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).first().waitFor();
	await page.keyboard.press("Control+P");
	await pick(page, file, file);
}

/** Enter would take what comes first while the list is still being made. */
async function pick(page: Page, typed: string, wanted: string, next?: string): Promise<void> {
	const input = page.locator(".quick-input-widget input").first();
	await input.waitFor();
	await input.fill(typed);
	await page.locator(".quick-input-list .monaco-list-row").first().filter({ hasText: wanted }).waitFor();
	await page.keyboard.press("Enter");
	if (next) await page.locator(".quick-input-title", { hasText: next }).waitFor();
	else await input.waitFor({ state: "hidden" });
}

/** What is shown over a token while the mouse rests on it; then the mouse leaves, so that nothing is covered. */
export async function hoverText(page: Page, target: Locator, expected: RegExp): Promise<string> {
	const text = await hoverOn(page, target, expected);
	await leaveHover(page);
	return text;
}

export const hoverOn = (page: Page, target: Locator, expected: RegExp): Promise<string> =>
	poll(`a hover that says ${expected}`, () => hoverOnce(page, target, expected));

async function hoverOnce(page: Page, target: Locator, expected: RegExp): Promise<string | false> {
	await leaveHover(page);
	await target.first().hover();
	const hover = page.locator(".monaco-hover:visible", { hasText: expected });
	const shown = await hover.waitFor({ timeout: 4000 }).then(
		() => true,
		() => false,
	);
	return shown && textOf(hover);
}

export async function leaveHover(page: Page): Promise<void> {
	await page.mouse.move(2, 2);
	const shown = page.locator(".monaco-hover:visible");
	await poll("no hover", async () => (await shown.count()) === 0);
}

/** The rows of the Problems panel, which is opened where it is not. */
export async function problems(page: Page): Promise<readonly string[]> {
	const panel = page.locator(".markers-panel");
	if (!(await panel.isVisible())) {
		await page.keyboard.press("Control+Shift+M");
		await panel.waitFor();
	}
	const rows = await panel.locator(".monaco-list-row").filter({ hasText: /Ln/ }).all();
	return Promise.all(rows.map((row) => textOf(row)));
}

/** Chooses an entry of the light bulb's menu for the place of the cursor. */
export async function applyAction(page: Page, title: string | RegExp): Promise<void> {
	const bulb = editorOf(page).locator('.codicon[class*="lightbulb"], .codicon[class*="light-bulb"]').first();
	await bulb.waitFor();
	await bulb.click();
	await page.locator(".action-widget .monaco-list-row", { hasText: title }).first().click();
}

/** The page of a webview, which VS Code keeps in a frame of a frame. */
export const webview = (page: Page): FrameLocator =>
	page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
