// The buttons below the canvas.

function save(canvas) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(canvas.png());
  link.download = `gsagraph_graph_${new Date().toISOString().slice(0, 10)}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Connects the buttons by their `data-tool`. */
export function watchTools(canvas) {
  const tools = {
    in: () => canvas.zoom(1.3),
    out: () => canvas.zoom(1 / 1.3),
    fit: () => canvas.fit(),
    arrange: () => canvas.arrange(),
    png: () => save(canvas),
  };
  for (const button of document.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", tools[button.dataset.tool]);
  }
}
