// Keys on the canvas: arrows to the nearest node that way, Enter for details, E to expand, + − 0 to zoom.

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Expands the selected node by the first link of its details. */
function expandFirst() {
  document.querySelector("#details a[data-expand]")?.click();
}

/** Connects the keys while the canvas has the focus. */
export function watchKeys(canvas, select) {
  const actions = {
    Enter: () => canvas.selected && select(canvas.selected, true),
    e: expandFirst,
    E: expandFirst,
    "+": () => canvas.zoom(1.3),
    "=": () => canvas.zoom(1.3),
    "-": () => canvas.zoom(1 / 1.3),
    0: () => canvas.fit(),
  };
  canvas.element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const next = way && canvas.next(way);
    if (next) select(next);
    if (way || actions[event.key]) event.preventDefault();
    actions[event.key]?.();
  });
}
