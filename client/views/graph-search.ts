import { element } from "./dom";
import { icon } from "./icons";
import { plural } from "./numbers";

/** The box that finds layers by name or class, with the number of them and ways to the next and the previous. */
export interface SearchBar {
	readonly node: HTMLElement;
	query(): string;
	setQuery(query: string): void;
	focus(): void;
	/** Shows how many there are, and says it to screen readers. */
	count(found: number, position: number | undefined): void;
}

export interface SearchEvents {
	changed(): void;
	step(forward: boolean): void;
	left(): void;
}

export function createSearchBar(events: SearchEvents): SearchBar {
	const input = element("input", {
		type: "search",
		id: "search",
		placeholder: "Find a layer",
		"aria-label": "Find a layer by name or class",
		"aria-keyshortcuts": "/ Control+F",
		autocomplete: "off",
		spellcheck: "false",
	});
	const count = element("output", { class: "count", for: "search", "aria-live": "polite" });
	const step = (name: "previous" | "next", label: string): HTMLElement => {
		const button = element("button", { type: "button", class: "plain", title: label, "aria-label": label }, icon(name));
		button.addEventListener("click", () => events.step(name === "next"));
		return button;
	};
	const steps = [step("previous", "Previous match"), step("next", "Next match")];
	input.addEventListener("input", () => events.changed());
	input.addEventListener("keydown", (event) => {
		if (event.key === "Enter") events.step(!event.shiftKey);
		else if (event.key === "Escape" && input.value) {
			input.value = "";
			events.changed();
		} else if (event.key === "Escape" || event.key === "ArrowDown") events.left();
		else return;
		event.preventDefault();
	});
	return {
		node: element("div", { class: "search", role: "search" }, icon("search"), input, count, ...steps),
		query: () => input.value,
		setQuery: (query) => {
			input.value = query;
		},
		focus: () => {
			input.focus();
			input.select();
		},
		count: (found, position) => {
			const none = input.value.trim() === "";
			for (const button of steps) button.toggleAttribute("hidden", none);
			const text = found === 0 ? "No match" : plural(found, "match", "matches");
			count.textContent = none ? "" : position === undefined ? text : `${position + 1} of ${found}`;
		},
	};
}
