// Details of the selected node: what its row of the table holds, beside the canvas.

/** The row of a node in the table. */
const rowOf = (id) => document.querySelector(`tr[data-node="${CSS.escape(id)}"]`);

function heading(node, link) {
  const title = document.createElement("h2");
  title.tabIndex = -1;
  const anchor = link.cloneNode(true);
  title.append(anchor);
  return title;
}

function line(text, style) {
  const paragraph = document.createElement("p");
  if (style) paragraph.className = style;
  paragraph.textContent = text;
  return paragraph;
}

/** Fills the panel from the node's row; with `focus` the keyboard goes to its heading. */
export function showDetails(id, node, focus) {
  const panel = document.getElementById("details");
  const row = rowOf(id);
  if (!row) return;
  const title = heading(node, row.querySelector("td.accession a"));
  const parts = [line(node.typeLabel, "quiet"), title];
  if (node.label !== node.accession) parts.push(line(node.label));
  const expand = row.querySelector(".expand")?.cloneNode(true);
  panel.replaceChildren(...parts, ...(expand ? [expand] : []));
  if (focus) title.focus();
}
