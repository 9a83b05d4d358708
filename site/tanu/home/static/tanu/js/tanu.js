/* Everything here makes easier what already works without it. Written for old phones: no build, no new syntax. */
(function () {
  "use strict";

  /* Leaving quickly: the page does not stay behind the back button. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-leave]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  });

  /* A page taken from the browser's memory would hold a key that was already used. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.querySelector("[name=client_key]")) { window.location.reload(); }
  });

  function freshKey() {
    if (window.crypto.randomUUID) { return window.crypto.randomUUID(); }
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function clock() {
    return new Date().toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  }

  /* Saving answers by themselves. The form names its sentences: data-saving, data-saved, data-unsaved, data-signed-out; the place of
     the time in them is {time}. Its element with role=status shows them. */
  function autosave(form) {
    var status = form.querySelector("[role=status]") || document.querySelector("[data-status-of=" + form.id + "]");
    var timer = null, busy = false, again = false, lastSaved = "", pause = 800;

    function say(sentence) {
      if (status) { status.textContent = (sentence || "").replace("{time}", lastSaved || clock()); }
    }
    function later(wait) {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, wait);
    }
    function save() {
      if (busy) { again = true; return; }
      busy = true;
      again = false;
      var unsaved = form.dataset.unsaved;
      var body = new FormData(form);
      body.set("client_key", freshKey());
      window.fetch(form.action, {
        method: "POST", body: body, credentials: "same-origin", redirect: "manual",
        headers: { "X-Requested-With": "fetch" }
      })
        .then(function (answer) {
          unsaved = answer.status === 401 ? form.dataset.signedOut : form.dataset.unsaved;
          /* Our views answer a saved form with a redirect, which `manual` shows as opaque. */
          if (answer.type !== "opaqueredirect") { throw new Error(String(answer.status)); }
          lastSaved = clock();
          pause = 800;
          say(form.dataset.saved);
        })
        .catch(function () {
          say(unsaved);
          pause = Math.min(pause * 2, 30000);
          again = true;
        })
        .then(function () {
          busy = false;
          if (again) { later(pause); }
        });
    }
    form.addEventListener("change", function () {
      say(form.dataset.saving);
      later(pause);
    });
    form.addEventListener("submit", function () {
      window.clearTimeout(timer);
      again = false;
    });
    window.addEventListener("online", function () {
      if (again) { later(0); }
    });
  }

  if (window.fetch && window.FormData && FormData.prototype.set) {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-autosave]"), autosave);
  }

  /* A choice not yet checked goes along when the reader changes the language. It stays in this tab only. */
  function path() { return window.location.pathname.replace(/^\/(kk|ru|en)\//, "/"); }
  function chosen() {
    return Array.prototype.map.call(document.querySelectorAll("form[data-carry] :checked"), function (box) {
      return box.name + "=" + box.value;
    });
  }
  try {
    var carried = JSON.parse(window.sessionStorage.getItem("carried") || "null");
    window.sessionStorage.removeItem("carried");
    if (carried && carried.path === path()) {
      Array.prototype.forEach.call(document.querySelectorAll("form[data-carry] input"), function (box) {
        if (carried.chosen.indexOf(box.name + "=" + box.value) !== -1) { box.checked = true; }
      });
    }
    Array.prototype.forEach.call(document.querySelectorAll(".langs a"), function (link) {
      link.addEventListener("click", function () {
        window.sessionStorage.setItem("carried", JSON.stringify({ path: path(), chosen: chosen() }));
      });
    });
  } catch (error) {
    /* Storage may be shut: then the choice is made again. */
  }

  /* What was wrong is read out and reached first. */
  var alert = document.querySelector("[role=alert][tabindex]");
  if (alert) { alert.focus(); }
})();
