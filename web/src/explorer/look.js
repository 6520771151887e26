// How the canvas draws: shapes and colours of the types from the server, the rest from the page's style sheet.

/** A colour of the page as it is now, light or dark. */
function pageColour(element, property) {
  return getComputedStyle(element)[property];
}

const LABEL = { "font-size": 11, "min-zoomed-font-size": 7, "text-wrap": "ellipsis", "text-max-width": 110 };

function nodeStyle(ink, ground) {
  return {
    ...LABEL,
    width: 30,
    height: 30,
    shape: "polygon",
    "shape-polygon-points": "data(points)",
    "background-color": "data(colour)",
    "border-width": 1.2,
    "border-color": ink,
    color: ink,
    label: "data(caption)",
    "text-valign": "bottom",
    "text-margin-y": 4,
    "text-background-color": ground,
    "text-background-opacity": 0.75,
    "text-background-padding": 1,
  };
}

/** The style sheet of the canvas for the page's present colours. */
export function canvasStyle(page) {
  const ink = pageColour(page, "color");
  const ground = pageColour(document.body, "backgroundColor");
  const line = pageColour(document.querySelector(".quiet") ?? page, "color");
  return [
    { selector: "node", style: nodeStyle(ink, ground) },
    { selector: "node[hidden > 0]", style: { "border-width": 2.6, "border-style": "double" } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": "#D55E00", "font-weight": "bold", "z-index": 9 } },
    {
      selector: "edge",
      style: {
        width: 1.3,
        "line-color": line,
        "target-arrow-color": line,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "curve-style": "bezier",
        opacity: 0.75,
      },
    },
    {
      selector: "edge.named",
      style: { label: "data(label)", "font-size": 9, color: ink, "text-background-color": ground, "text-background-opacity": 0.85, "text-rotation": "autorotate" },
    },
    { selector: ".away", style: { display: "none" } },
  ];
}
