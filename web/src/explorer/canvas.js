// The canvas: Cytoscape with the graph of the page. Placed nodes never move by themselves.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { canvasStyle } from "./look.js";
import { freePlaces } from "./ring.js";

cytoscape.use(fcose);

const CAPTION = 24;
const LAYOUT = { name: "fcose", animate: false, randomize: true, quality: "proof", nodeSeparation: 110, idealEdgeLength: 95, padding: 40 };

/** A short caption: the accession, or the end of a long one. */
const caption = (text) => (text.length > CAPTION ? `${text.slice(0, 10)}…${text.slice(-8)}` : text);

const edgeId = (edge) => `${edge.source} ${edge.relation} ${edge.target}`;

export class Canvas {
  /** Draws the nodes and edges of `data` in an element of the page. */
  constructor(element, data) {
    this.element = element;
    this.looks = data.looks;
    this.selected = null;
    this.cy = cytoscape({
      container: element,
      elements: [...data.nodes.map((node) => this.#node(node)), ...data.edges.map((edge) => this.#edge(edge))],
      style: canvasStyle(element),
      layout: { name: "preset" },
      minZoom: 0.1,
      maxZoom: 4,
    });
    this.arrange();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy.style(canvasStyle(element)));
  }

  #node(node) {
    const look = this.looks[node.type] ?? { colour: "#999999", points: [-1, -1, 1, -1, 1, 1, -1, 1] };
    const data = { ...node, caption: caption(node.accession), colour: look.colour, points: look.points.join(" ") };
    return { group: "nodes", data };
  }

  #edge(edge) {
    return { group: "edges", data: { ...edge, id: edgeId(edge) } };
  }

  /** Lays all nodes out anew, the same way each time for the same graph. */
  arrange() {
    const nodes = this.cy.nodes().length;
    if (nodes < 2) return this.fit();
    withFixedSeed(() => this.cy.layout(LAYOUT).run());
    return this.fit();
  }

  /** Makes the canvas hold exactly the graph of `data`: new nodes go round `around`, the others stay where they are. */
  merge(data, around) {
    const kept = new Set([...data.nodes.map((node) => node.id), ...data.edges.map(edgeId)]);
    this.cy.elements().filter((item) => !kept.has(item.id())).remove();
    const fresh = data.nodes.filter((node) => !this.has(node.id));
    for (const node of data.nodes) this.cy.getElementById(node.id).data(this.#node(node).data);
    this.#place(fresh, around);
    this.cy.add(data.edges.filter((edge) => !this.has(edgeId(edge))).map((edge) => this.#edge(edge)));
    if (this.selected && !this.has(this.selected)) this.selected = null;
    if (fresh.length) this.#keepInView();
  }

  #place(fresh, around) {
    const taken = this.cy.nodes().map((node) => node.position());
    const centre = around && this.has(around) ? this.cy.getElementById(around).position() : this.#middle();
    const places = freePlaces(centre, fresh.length, taken);
    this.cy.add(fresh.map((node, index) => ({ ...this.#node(node), position: places[index] })));
  }

  #middle() {
    const box = this.cy.nodes().boundingBox();
    return { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
  }

  /** Zooms out where new nodes lie outside; positions in the graph do not change. */
  #keepInView() {
    const all = this.cy.nodes().renderedBoundingBox();
    if (all.x1 < 0 || all.y1 < 0 || all.x2 > this.cy.width() || all.y2 > this.cy.height()) this.fit();
  }

  /** The id of the only node, if there is just one. */
  only() {
    return this.cy.nodes().length === 1 ? this.cy.nodes().first().id() : null;
  }

  has(id) {
    return this.cy.getElementById(id).nonempty();
  }

  /** Marks a node as the selected one and names its edges; answers its data. */
  select(id) {
    const node = this.cy.getElementById(id);
    this.cy.elements().unselect();
    this.cy.edges().removeClass("named");
    node.select();
    node.connectedEdges().addClass("named");
    this.selected = id;
    return node.data();
  }

  /** Calls back with the id of a node that was clicked or tapped. */
  onSelect(callback) {
    this.cy.on("tap", "node", (event) => {
      this.element.focus({ preventScroll: true });
      callback(event.target.id());
    });
  }

  /** The nearest visible node from the selected one in a direction; the first one where none is selected. */
  next([right, down]) {
    const nodes = this.cy.nodes(":visible");
    if (!this.selected) return nodes.first().id();
    const here = this.cy.getElementById(this.selected).position();
    let best = null;
    let least = Infinity;
    nodes.forEach((node) => {
      const x = node.position("x") - here.x;
      const y = node.position("y") - here.y;
      const along = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      const far = along + 2 * aside;
      if (along > 1 && far < least) [best, least] = [node.id(), far];
    });
    return best;
  }

  showType(type, shown) {
    this.cy.nodes().filter((node) => node.data("type") === type).toggleClass("away", !shown);
  }

  zoom(factor) {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  fit() {
    this.cy.fit(undefined, 45);
    if (this.cy.zoom() > 1.4) {
      this.cy.zoom(1.4);
      this.cy.center();
    }
  }

  /** The whole graph as a PNG on white. */
  png() {
    return this.cy.png({ output: "blob", full: true, scale: 2, bg: "#ffffff" });
  }
}

/** Runs a layout with numbers that are the same each time, so that an address always looks the same. */
function withFixedSeed(run) {
  const random = Math.random;
  let seed = 20260101;
  Math.random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  try {
    run();
  } finally {
    Math.random = random;
  }
}
