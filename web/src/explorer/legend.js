// The legend filters: a press hides or shows all nodes of a type.

const hidden = new Set();

function apply(canvas, button) {
  const type = button.dataset.type;
  button.setAttribute("aria-pressed", String(!hidden.has(type)));
  canvas.showType(type, !hidden.has(type));
}

/** Connects the buttons of the legend, which is new after each merge, and keeps what was hidden hidden. */
export function watchLegend(canvas) {
  for (const button of document.querySelectorAll("#legend button")) {
    apply(canvas, button);
    button.onclick = () => {
      if (!hidden.delete(button.dataset.type)) hidden.add(button.dataset.type);
      apply(canvas, button);
    };
  }
}
