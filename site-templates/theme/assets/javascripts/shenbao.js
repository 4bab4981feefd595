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

  /* Days of which applications are taken, both included: in one, before one, or after all. */
  function windowed(spans, now) {
    var coming = null;
    for (var place = 0; place < spans.length; place += 1) {
      var opens = Date.parse(spans[place][0] + "T00:00:00+08:00");
      var closes = Date.parse(spans[place][1] + "T00:00:00+08:00") + 24 * HOUR;
      if (now >= opens && now < closes) return words(closes - now, "申报中，", false);
      if (now < opens && (coming === null || opens < coming)) coming = opens;
    }
    if (coming === null) return ["closed", "已截止"];
    return ["coming", "还没开始，" + Math.ceil((coming - now) / (24 * HOUR)) + " 天后"];
  }

  function tell(badge, state) {
    badge.setAttribute("data-state", state[0]);
    badge.textContent = state[1] + (badge.hasAttribute("data-inferred") ? "（日期为推定）" : "");
  }

  function show() {
    var now = Date.now();
    document.querySelectorAll("[data-closes]").forEach(function (badge) {
      var closes = Date.parse(badge.getAttribute("data-closes"));
      if (isNaN(closes)) return;
      var wholeDay = badge.getAttribute("data-precision") === "day";
      badge.setAttribute("data-left", String(Math.max(-1, (closes - now) / (24 * HOUR))));
      tell(badge, words(closes - now, badge.getAttribute("data-open") || "", wholeDay));
    });
    document.querySelectorAll("[data-windows]").forEach(function (badge) {
      var spans = badge.getAttribute("data-windows").split(" ").map(function (span) {
        return span.split("/");
      });
      var last = spans.filter(function (span) {
        return Date.parse(span[0] + "T00:00:00+08:00") <= now;
      }).pop();
      var closes = last ? Date.parse(last[1] + "T00:00:00+08:00") + 24 * HOUR : NaN;
      badge.setAttribute("data-left", isNaN(closes) ? "" : String(Math.max(-1, (closes - now) / (24 * HOUR))));
      tell(badge, windowed(spans, now));
    });
    document.querySelectorAll("[data-now]").forEach(function (list) {
      var open = 0;
      list.querySelectorAll("li:not([data-none])").forEach(function (item) {
        var badge = item.querySelector("[data-state]");
        var state = badge && badge.getAttribute("data-state");
        item.hidden = state !== "open" && state !== "closing";
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

  /* Which cards are shown: by state, who, money and days left, all of them together. */
  function fits(card, asked) {
    var badges = Array.prototype.slice.call(card.querySelectorAll(".sb-status"));
    var wanted = badges.filter(function (badge) {
      var state = badge.getAttribute("data-state");
      if (state === "closing") state = "open";
      if (asked.state && asked.state !== state) return false;
      if (!asked.days) return true;
      return state === "open" && parseFloat(badge.getAttribute("data-left")) <= Number(asked.days);
    });
    if ((asked.state || asked.days) && !wanted.length) return false;
    if (asked.money) {
      var least = parseFloat(card.getAttribute("data-least"));
      var most = parseFloat(card.getAttribute("data-most"));
      if (asked.money === "none") return isNaN(least);
      var span = asked.money.split("-");
      if (isNaN(least) || most < Number(span[0]) || (span[1] && least > Number(span[1]))) return false;
    }
    var text = card.textContent.toLowerCase();
    return asked.who.toLowerCase().split(/[\s,，、]+/).every(function (word) {
      return text.indexOf(word) >= 0;
    });
  }

  document.querySelectorAll("form[data-card-filter]").forEach(function (form) {
    var cards = document.querySelectorAll(".md-content [data-card]");
    var count = form.querySelector(".sb-filter-count");

    function value(name) {
      var control = form.elements.namedItem(name);
      return control ? control.value.trim() : "";
    }

    /* Headings go with the cards below them, up to the next heading of their level. */
    function headings() {
      document.querySelectorAll(".md-content h2, .md-content h3").forEach(function (heading) {
        var lists = [];
        var after = [];
        for (var next = heading.nextElementSibling; next; next = next.nextElementSibling) {
          if (/^H[12]$/.test(next.tagName) || next.tagName === heading.tagName) break;
          if (next.matches("ul.sb-cards")) lists.push(next);
          else if (heading.tagName === "H2" && next.tagName === "P") after.push(next);
        }
        if (!lists.length || lists.some(function (list) { return !list.querySelector("[data-card]"); })) return;
        var empty = !lists.some(function (list) { return list.querySelector("[data-card]:not([hidden])"); });
        if (form.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING) {
          heading.hidden = empty;
          after.forEach(function (part) { part.hidden = empty; });
        }
      });
    }

    function apply() {
      var asked = { state: value("state"), who: value("who"), money: value("money"), days: value("days") };
      var shown = 0;
      cards.forEach(function (card) {
        card.hidden = !fits(card, asked);
        if (!card.hidden) shown += 1;
      });
      headings();
      var what = count.getAttribute("data-what");
      count.textContent = shown === cards.length ? "" : shown ? "显示 " + shown + " " + what + "，共 " + cards.length + " " + what : "没有符合的，换个条件试试";
    }

    form.hidden = cards.length < 2;
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(apply); });
  });

  /* The element that an address names; an address that nobody can read names none. */
  function named(hash) {
    try {
      return hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    } catch (error) {
      return null;
    }
  }

  /* A link into a folded part unfolds it. */
  function unfold() {
    var target = named(location.hash);
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
  var foot = null;
  window.addEventListener("beforeprint", function () {
    /* The foot of each sheet: where the page stands, when it was printed, which sheet it is. */
    foot = document.createElement("style");
    var quoted = function (text) {
      return JSON.stringify(text).replace(/[<>]/g, "");
    };
    var day = new Date();
    var printed = "打印于 " + day.getFullYear() + " 年 " + (day.getMonth() + 1) + " 月 " + day.getDate() + " 日";
    var address = location.protocol === "file:" ? document.title : location.href.split("#")[0];
    foot.textContent = "@page{@bottom-left{content:" + quoted(address) + "}@bottom-center{content:" + quoted(printed) + "}}";
    document.head.appendChild(foot);
    document.querySelectorAll("details:not([open]):not(.sb-clauses):not(.sb-tech):not([data-reference])").forEach(function (part) {
      part.setAttribute("data-folded", "");
      part.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    if (foot) foot.remove();
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
