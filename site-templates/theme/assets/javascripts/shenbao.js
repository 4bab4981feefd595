/* Whether a call is open is worked out when the page is viewed, by the reader's clock. */
(function () {
  "use strict";
  var HOUR = 3600000;

  function words(left, before, wholeDay) {
    if (left < 0) return ["closed", "已截止"];
    if (wholeDay && left < 24 * HOUR) return ["closing", "今天截止"];
    if (left < HOUR) return ["closing", "1 小时内截止"];
    if (!wholeDay && left < 48 * HOUR) return ["closing", "还剩 " + Math.floor(left / HOUR) + " 小时"];
    var days = Math.floor(left / (24 * HOUR));
    return [days < 8 ? "closing" : "open", before + "还剩 " + days + " 天"];
  }

  function show() {
    var now = Date.now();
    document.querySelectorAll("[data-closes]").forEach(function (badge) {
      var closes = Date.parse(badge.getAttribute("data-closes"));
      if (isNaN(closes)) return;
      var wholeDay = badge.getAttribute("data-precision") === "day";
      var state = words(closes - now, badge.getAttribute("data-open") || "", wholeDay);
      badge.setAttribute("data-state", state[0]);
      badge.textContent = state[1];
    });
    document.querySelectorAll("[data-now]").forEach(function (list) {
      var open = 0;
      list.querySelectorAll("li:not([data-none])").forEach(function (item) {
        var badge = item.querySelector("[data-state]");
        item.hidden = !badge || badge.getAttribute("data-state") === "closed";
        if (!item.hidden) open += 1;
      });
      var none = list.querySelector("[data-none]");
      if (none) none.hidden = open > 0;
      list.hidden = false;
    });
  }

  /* What is not in the source is shown only to those who ask for it. */
  var REFERENCE = "shenbao-reference";

  function remembered() {
    try {
      return localStorage.getItem(REFERENCE) === "on";
    } catch (error) {
      return false;
    }
  }

  function reference(on) {
    document.documentElement.setAttribute("data-reference", on ? "on" : "off");
    document.querySelectorAll("details[data-reference]").forEach(function (part) {
      part.open = on;
    });
    document.querySelectorAll('input[data-switch="reference"]').forEach(function (box) {
      box.checked = on;
    });
  }

  document.addEventListener("change", function (event) {
    if (!event.target.matches('input[data-switch="reference"]')) return;
    try {
      localStorage.setItem(REFERENCE, event.target.checked ? "on" : "off");
    } catch (error) {
      /* Without a memory the choice holds for this page. */
    }
    reference(event.target.checked);
  });

  /* The timeline of one notice: headings of years without an event go with them. */
  function filter(wanted) {
    document.querySelectorAll(".md-content [data-notice]").forEach(function (item) {
      item.hidden = wanted !== "" && item.getAttribute("data-notice") !== wanted;
    });
    document.querySelectorAll(".md-content ol.sb-timeline").forEach(function (list) {
      var empty = !list.querySelector("li:not([hidden])");
      list.hidden = empty;
      var heading = list.previousElementSibling;
      if (heading && heading.matches("h2")) heading.hidden = empty;
    });
  }

  document.querySelectorAll("fieldset[data-filter]").forEach(function (set) {
    set.hidden = false;
    set.addEventListener("change", function (event) {
      filter(event.target.value);
    });
  });

  /* A link into a folded part unfolds it. */
  function unfold() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    var folded = false;
    for (var part = target; part; part = part.parentElement) {
      if (part.matches("details:not([open])")) part.open = folded = true;
    }
    if (folded) target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);

  /* Chapters are folded where they would be many screens; where there is room they lie open. */
  if (window.matchMedia("(min-width: 60em)").matches) {
    document.querySelectorAll("details.sb-chapter").forEach(function (part) {
      part.open = true;
    });
  }

  /* The theme's header buttons are labels: give them the keyboard. */
  document.addEventListener("keydown", function (event) {
    var label = event.target;
    if (label.matches('.md-header__button[tabindex]') && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      label.click();
    }
  });

  /* The search listens to keys only: what is pasted, dictated or composed must count too. */
  function typed(event) {
    if (!event.isComposing && event.target.matches(".md-search__input")) {
      event.target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    }
  }
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);

  /* Paper shows what is folded on the screen. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open]):not(.sb-clauses):not([data-reference])").forEach(function (part) {
      part.setAttribute("data-folded", "");
      part.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-folded]").forEach(function (part) {
      part.removeAttribute("data-folded");
      part.open = false;
    });
  });

  reference(remembered());
  unfold();
  show();
  setInterval(show, 60000);
})();
