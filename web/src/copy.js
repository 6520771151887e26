// Buttons that copy the text of another element: <button data-copy="id of the element">.

/** Copies the text of `#{data-copy}` and says so on the button itself for two seconds. */
async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent;
  await navigator.clipboard.writeText(text);
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 2000);
}

/** Copy buttons answer wherever they appear below `root`, also when htmx brings them later. */
export function watchCopyButtons(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
}
