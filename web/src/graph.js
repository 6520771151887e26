// The explorer: draws what the server's page holds, and grows it by the same addresses the page's links have.
import { Canvas } from "./explorer/canvas.js";
import { showDetails } from "./explorer/details.js";
import { watchKeys } from "./explorer/keys.js";
import { watchLegend } from "./explorer/legend.js";
import { load, refreshTables } from "./explorer/load.js";
import { watchTools } from "./explorer/tools.js";
import { pageData } from "./page-data.js";

const frame = document.getElementById("explorer");
const words = frame.dataset;
const status = document.getElementById("status");

/** Fills the named places of a text: fill("{n} more", {n: 3}). */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const say = (text) => { status.textContent = text; };

frame.hidden = false;
const canvas = new Canvas(document.getElementById("canvas"), pageData("graph-data"));

/** Shows a node's details and says which it is; `focus` moves the keyboard there. */
function select(id, focus = false) {
  const node = canvas.select(id);
  const selected = fill(words.status, { type: node.typeLabel, accession: node.accession });
  say(node.hidden ? `${selected} · ${fill(words.hidden, { n: node.hidden })}` : selected);
  showDetails(id, node, focus);
}

/** Goes to an address of the explorer without a new page: merges its graph, keeps what is placed, pushes the state. */
async function go(address, { push = true, around = null } = {}) {
  say(words.busy);
  try {
    const page = await load(address);
    if (push) history.pushState(null, "", page.address);
    refreshTables(page.document);
    canvas.merge(page.data, around);
    watchLegend(canvas);
    if (around && canvas.has(around)) select(around);
    say(page.summary);
  } catch (error) {
    console.warn(error);
    say(words.failed);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-expand], a[data-remove]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href, { around: link.dataset.expand ?? null });
});
window.addEventListener("popstate", () => go(location.href, { push: false }));

canvas.onSelect(select);
watchLegend(canvas);
watchTools(canvas);
watchKeys(canvas, select);
if (canvas.only()) select(canvas.only());
