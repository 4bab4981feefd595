/* Filters what is shown; without it everything is. */
(function () {
  "use strict";
  var filter = document.getElementById("filter");
  if (!filter) return;
  var boxes = Array.from(filter.querySelectorAll("input[type=checkbox]"));
  var column = document.getElementById("column");
  var words = document.getElementById("words");
  var told = document.getElementById("told");
  var parts = Array.from(document.querySelectorAll(".part"));
  var groups = Array.from(document.querySelectorAll(".group")).map(function (item) {
    var name = item.parentNode.querySelector("h2").textContent;
    var places = item.dataset.places.split(" ");
    return { item: item, places: places, text: (name + " " + item.textContent).toLowerCase() };
  });

  function show() {
    var kinds = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var wanted = words.value.trim().toLowerCase();
    var shown = 0;
    groups.forEach(function (group) {
      var fits = kinds.includes(group.item.dataset.kind) &&
        (!column.value || group.places.includes(column.value)) &&
        (!wanted || group.text.includes(wanted));
      group.item.hidden = !fits;
      if (fits) shown += 1;
    });
    var all = shown === groups.length;
    parts.forEach(function (part) {
      part.hidden = !all && !part.querySelector(".group:not([hidden])");
      part.classList.toggle("filtered", !all);
    });
    told.textContent = told.dataset.told.replace("{shown}", shown).replace("{total}", groups.length);
  }

  filter.addEventListener("input", show);
  document.getElementById("reset").addEventListener("click", function () {
    boxes.forEach(function (box) { box.checked = true; });
    column.value = "";
    words.value = "";
    show();
  });
  filter.hidden = false;
  show();
})();
