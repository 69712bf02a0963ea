(function () {
  "use strict";
  const box = document.getElementById("search");
  const count = document.getElementById("count");
  const rules = Array.from(document.querySelectorAll("article"));
  const texts = rules.map((rule) => rule.textContent.toLowerCase().replace(/\s+/g, " "));
  const chapters = Array.from(document.querySelectorAll(".chapter"));

  function find() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    rules.forEach((rule, i) => {
      const shown = words.every((word) => texts[i].includes(word));
      rule.hidden = !shown;
      found += shown ? 1 : 0;
      document.querySelectorAll('[data-rule="' + rule.id + '"]').forEach((mention) => {
        mention.hidden = !shown;
      });
    });
    chapters.forEach((chapter) => {
      chapter.hidden = !chapter.querySelector("article:not([hidden])");
    });
    ["intervals", "words"].forEach((id) => {
      const section = document.getElementById(id);
      if (section) {
        section.hidden = words.length > 0;
      }
    });
    count.textContent = words.length ? found + (found === 1 ? " rule" : " rules") : "";
  }

  function reveal() {
    const rule = document.getElementById(location.hash.slice(1));
    if (rule && rule.hidden) {
      box.value = "";
      find();
      rule.scrollIntoView();
    }
  }

  box.addEventListener("input", find);
  window.addEventListener("hashchange", reveal);
})();
