// The query page: GraphiQL 5 with its editor's workers, all from this server; example questions as tabs.
import "graphiql/setup-workers/vite";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { pageData } from "./page-data.js";
import "./graphiql.css";

/** A storage that forgets: a link with a query always shows that query, whatever was edited before. */
function forgetful() {
  const items = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
    clear: () => items.clear(),
    get length() { return items.size; },
  };
}

const { endpoint, tabs, query, variables } = pageData("graphiql-data");
const place = document.getElementById("graphiql");
const linked = query ? { initialQuery: query, initialVariables: variables ?? "", storage: forgetful() } : {};
place.replaceChildren();
place.classList.add("graphiql-ready");
createRoot(place).render(
  createElement(GraphiQL, {
    fetcher: createGraphiQLFetcher({ url: endpoint }),
    defaultTabs: query ? undefined : tabs,
    defaultEditorToolsVisibility: true,
    ...linked,
  }),
);
