// One address of the explorer, read in the background: its data, its tables, its summary.

/** The page at an address, after redirects: its own address, its parsed document, its graph. */
export async function load(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`${response.status} at ${address}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return {
    address: response.url,
    document: page,
    data: JSON.parse(page.getElementById("graph-data").textContent),
    summary: page.getElementById("status").textContent,
  };
}

/** Replaces tables, legend and the field of accessions by those of a loaded page. */
export function refreshTables(page) {
  for (const id of ["graph-tables", "legend"]) {
    document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  }
  document.getElementById("ids").value = page.getElementById("ids").value;
}
