// Says on a page that is served what is wrong, and loads it again when it has changed.
// A page that nobody sees listens to nothing: a browser has few connections to one server.
(function () {
  var strip = document.getElementById("shenbao-serve"), source = null;
  function hear(event) {
    var said = JSON.parse(event.data);
    if (said.digest !== strip.dataset.digest) { location.reload(); return; }
    if (strip.innerHTML !== said.strip) { strip.innerHTML = said.strip; }
    strip.hidden = !said.strip;
  }
  function listen() {
    if (source || document.hidden) { return; }
    var query = new URLSearchParams({ page: strip.dataset.page });
    source = new EventSource(strip.dataset.events + "?" + query);
    source.onmessage = hear;
  }
  function leave() { if (source) { source.close(); source = null; } }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { leave(); } else { listen(); }
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
})();
