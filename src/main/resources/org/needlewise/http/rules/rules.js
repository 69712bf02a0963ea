(function () {
  "use strict";

  htmx.defineExtension("needlewise-json", {
    onEvent: function (name, event) {
      if (name === "htmx:configRequest") {
        event.detail.headers["Content-Type"] = "application/json";
      }
      return true;
    },
    encodeParameters: function (xhr, parameters) {
      return JSON.stringify(Object.fromEntries(parameters.entries()));
    },
  });

  const form = document.getElementById("edit");
  if (!form) {
    return;
  }
  const boxes = Array.from(form.querySelectorAll("textarea"));
  const reset = form.querySelector("[data-reset]");
  const patch = form.querySelector("[data-patch]");
  const state = document.getElementById("state");
  const told = document.getElementById("told");
  form.elements.page.value = crypto.getRandomValues(new Uint32Array(4)).join("-");

  function number(box) {
    const lines = box.value.split("\n").length;
    const numbers = box.previousElementSibling;
    if (Number(numbers.dataset.lines) !== lines) {
      numbers.dataset.lines = lines;
      numbers.textContent = Array.from({ length: lines }, (_, i) => i + 1).join("\n");
    }
    numbers.scrollTop = box.scrollTop;
  }

  function isEdited() {
    return boxes.some((box) => box.value !== box.defaultValue);
  }

  function edited() {
    boxes.forEach(number);
    reset.disabled = patch.disabled = !isEdited();
  }

  boxes.forEach((box) => {
    box.addEventListener("scroll", () => {
      box.previousElementSibling.scrollTop = box.scrollTop;
    });
  });
  form.addEventListener("input", edited);
  form.addEventListener("submit", (event) => event.preventDefault());
  edited();

  form.addEventListener("htmx:beforeRequest", () => {
    state.textContent = state.dataset.busy;
  });
  ["htmx:responseError", "htmx:sendError"].forEach((name) => {
    form.addEventListener(name, () => {
      state.textContent = state.dataset.failed;
    });
  });

  reset.addEventListener("click", () => {
    boxes.forEach((box) => {
      box.value = box.defaultValue;
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    boxes[0].focus();
  });

  patch.addEventListener("click", async () => {
    const answer = await fetch("/rules/patch", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(Object.fromEntries(new FormData(form).entries())),
    });
    if (!answer.ok) {
      state.textContent = state.dataset.failed;
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
    link.click();
    URL.revokeObjectURL(link.href);
  });

  told.addEventListener("click", (event) => {
    const place = event.target.closest(".place");
    if (!place) {
      return;
    }
    const box = document.getElementById(place.dataset.box);
    const lines = box.value.split("\n");
    const line = Math.min(Number(place.dataset.line), lines.length) - 1;
    const before = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
    // Columns count characters, a text's places its halves.
    const column = Array.from(lines[line]).slice(0, Number(place.dataset.column) - 1).join("").length;
    box.focus();
    box.setSelectionRange(before + column, before + lines[line].length);
    box.scrollTop = Math.max(0, line - 4) * parseFloat(getComputedStyle(box).lineHeight);
  });
})();
