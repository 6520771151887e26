// Collects the licence of every package that ends up in a bundle into one served file, licences.txt.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ALLOWED = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-0-Clause", "ISC", "MIT"]);

/** The folder of the package a module belongs to: the one below the last node_modules with a named package.json. */
function packageFolder(module) {
  const at = module.lastIndexOf("/node_modules/");
  if (at < 0) return null;
  const [scope, name] = module.slice(at + "/node_modules/".length).split("/");
  return join(module.slice(0, at), "node_modules", scope, scope.startsWith("@") ? name : "");
}

function licenceText(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|thirdpartynotices)/i.test(name));
  return files.map((name) => readFileSync(join(folder, name), "utf8").trim()).join("\n\n");
}

function entry(folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!ALLOWED.has(license)) throw new Error(`licence of ${name}@${version} is not on the list: ${license}`);
  const head = `${name} ${version} · ${license}${homepage ? ` · ${homepage}` : ""}`;
  return [head, "-".repeat(head.length), licenceText(folder)].join("\n");
}

const folders = new Set();

/** A plugin that remembers the package of each module bundled; the workers' bundles need it too. */
export function collected() {
  return {
    name: "collect-licences",
    transform(_code, id) {
      const folder = packageFolder(id.split("?")[0].replace(/^\0/, ""));
      if (folder && existsSync(join(folder, "package.json"))) folders.add(folder);
      return null;
    },
  };
}

/** A plugin that writes licences.txt and stops the build at a licence outside the list. */
export function licences() {
  return {
    ...collected(),
    name: "licences",
    generateBundle() {
      const source = [...folders].sort().map(entry).join("\n\n\n") + "\n";
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}
