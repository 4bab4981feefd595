/* Whether a call is open is worked out when the page is viewed, by the reader's clock. */
(function () {
  "use strict";
  var HOUR = 3600000;

  function words(left) {
    if (left < 0) return ["closed", "已截止"];
    if (left < HOUR) return ["closing", "1 小时内截止"];
    if (left < 48 * HOUR) return ["closing", "还剩 " + Math.floor(left / HOUR) + " 小时"];
    var days = Math.floor(left / (24 * HOUR));
    return [days < 8 ? "closing" : "open", "申报中，还剩 " + days + " 天"];
  }

  function show() {
    var now = Date.now();
    document.querySelectorAll("[data-closes]").forEach(function (badge) {
      var closes = Date.parse(badge.getAttribute("data-closes"));
      if (isNaN(closes)) return;
      var state = words(closes - now);
      badge.setAttribute("data-state", state[0]);
      badge.textContent = state[1];
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
    document.querySelectorAll("details:not([open]):not(.sb-clauses)").forEach(function (part) {
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

  show();
  setInterval(show, 60000);
})();
