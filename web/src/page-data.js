// What the server gives a page's script: one JSON text in <script type="application/json">.

/** The parsed JSON of the element with this id. */
export function pageData(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
