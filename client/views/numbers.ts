import type { ViewCount } from "../../shared/model-views";

const UNITS = ["B", "KB", "MB", "GB", "TB", "PB"];

export const countText = (count: ViewCount): string => (count === "?" ? "?" : count.toLocaleString("en-US"));

/** `1.92 KB`: in powers of 1024, as Keras writes sizes. */
export function bytesText(bytes: ViewCount): string {
	if (bytes === "?") return "?";
	const unit = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
	return unit === 0 ? `${bytes} B` : `${(bytes / 1024 ** unit).toFixed(2)} ${UNITS[unit]}`;
}

/** What share of the largest a count is, from 0 to 1. */
export function shareOf(count: ViewCount, all: readonly ViewCount[]): number {
	const largest = Math.max(0, ...all.filter((each) => each !== "?"));
	return count === "?" || largest === 0 ? 0 : count / largest;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
