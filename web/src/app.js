// Every page: htmx for fragments, copying of queries, and the list of accessions that grows with its text.
import "htmx.org";
import { watchCopyButtons } from "./copy.js";

watchCopyButtons(document);
