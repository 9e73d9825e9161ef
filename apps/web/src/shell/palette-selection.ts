import { createSpotlight, type SpotlightStore } from "@mantine/spotlight";

/** The palette's own state, which its answers that come later need to reach. */
export const [paletteStore, palette] = createSpotlight();

const selectedIn = (store: SpotlightStore) => listOf(store)?.querySelector<HTMLElement>("[data-selected]");

/** Selects the first entry where none is selected: the list was empty when it was typed, or what was selected is gone. */
export function selectFirst(): void {
  if (selectedIn(paletteStore)) return;
  listOf(paletteStore)?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
}

/** Whether the entry that Enter would open is one the search has found, or there is none. */
export function isHitSelected(): boolean {
  return selectedIn(paletteStore)?.hasAttribute("data-hit") ?? true;
}

export function openSelected(): void {
  selectedIn(paletteStore)?.click();
}

function listOf(store: SpotlightStore): HTMLElement | null {
  return document.getElementById(store.getState().listId);
}
