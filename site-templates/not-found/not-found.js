/* Shown at any address: the root of the site is what stands before the first part that it has. */
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var HOME = "index.html";

  function plain(part) {
    try {
      return decodeURIComponent(part);
    } catch (error) {
      return part;
    }
  }

  var top = {};
  data.pages.forEach(function (page) {
    top["/" + page.split("/")[0]] = true;
  });
  var parts = location.pathname.split("/");
  var at = parts.findIndex(function (part) {
    return top["/" + plain(part)];
  });
  if (at < 0) at = parts.length - 1;
  var root = parts.slice(0, at).join("/") + "/";
  var asked = parts.slice(at).map(plain);

  function lead(id, page, words) {
    var link = document.getElementById(id + "-to");
    link.href = root + page.split("/").map(encodeURIComponent).join("/");
    link.textContent = words;
    document.getElementById(id).hidden = false;
  }

  function known(page) {
    return data.pages.indexOf(page) >= 0;
  }

  /* The same page of a notice, else the first page of it. */
  function within(notice, rest) {
    var same = ["notices", notice].concat(rest).join("/");
    return known(same) ? same : "notices/" + notice + "/" + HOME;
  }

  function own(object, name) {
    return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
  }

  var named = asked[0] === "notices" ? asked[1] : asked[0] === "clauses" ? (asked[1] || "").replace(/\.html$/, "") : "";
  var rest = asked[0] === "notices" ? asked.slice(2) : ["clauses.html"];
  var newer = own(data.moved, named);
  if (newer !== undefined) lead("moved", within(newer, rest), data.notices[newer]);
  else if (own(data.notices, named) !== undefined) lead("near", within(named, rest), data.notices[named]);

  document.getElementById("asked").textContent = asked.join("/");
  document.querySelectorAll("a[data-target]").forEach(function (link) {
    link.href = root + link.getAttribute("data-target");
  });
  document.getElementById("search").href = root + HOME + "?q=";
  document.querySelectorAll("[data-of-site]").forEach(function (part) {
    part.hidden = false;
  });
  document.documentElement.setAttribute("data-scheme", matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default");
})();
