/* Begins what Wagtail's inline scripts would begin: the policy of the admin has none. The element says which of Wagtail's
   functions, and with which arguments; it may come with the page or be put in later. */
(function () {
  "use strict";

  var KNOWN = /^(\w*Chooser|InlinePanel|MultipleChooserPanel)$/;

  class Begin extends window.StimulusModule.Controller {
    static values = { name: String, arguments: Array };

    connect() {
      var name = this.nameValue;
      if (!KNOWN.test(name)) { throw new Error("Nothing begins with " + name); }
      /* Once: an element that is only moved stays begun. */
      this.element.removeAttribute("data-controller");
      if (/^[A-Z]/.test(name)) { new window[name](...this.argumentsValue); } else { window[name](...this.argumentsValue); }
    }
  }

  window.wagtail.app.register("begin", Begin);
})();

/* A scene of a case is chosen from the scenes of the same form (case_studies/blocks.py): lists are filled when they are
   about to open, and what led to a scene follows its new name. */
(function () {
  "use strict";

  var SCENE = /^scenes-\d+-value-id$/;
  var before = "";

  function scenes() {
    return Array.from(document.querySelectorAll("input[name^=scenes-]")).filter(function (field) {
      var gone = document.getElementsByName(field.name.replace(/value-id$/, "deleted"))[0];
      return SCENE.test(field.name) && field.value && !(gone && gone.value);
    }).map(function (field) { return field.value.trim(); });
  }

  function fill(list) {
    var chosen = list.value;
    var wanted = scenes();
    if (chosen && wanted.indexOf(chosen) < 0) { wanted.push(chosen); }
    var now = Array.from(list.options).slice(1).map(function (option) { return option.value; });
    if (now.join() === wanted.join()) { return; }
    list.replaceChildren(list.options[0], ...wanted.map(function (scene) { return new Option(scene, scene); }));
    list.value = chosen;
  }

  function about_to_open(event) {
    if (event.target.matches("select[data-scenes]")) { fill(event.target); }
  }

  document.addEventListener("mousedown", about_to_open);
  document.addEventListener("focusin", function (event) {
    about_to_open(event);
    if (SCENE.test(event.target.name || "")) { before = event.target.value.trim(); }
  });
  document.addEventListener("change", function (event) {
    if (!SCENE.test(event.target.name || "")) { return; }
    var after = event.target.value.trim();
    if (before && after && scenes().indexOf(before) < 0) {
      document.querySelectorAll("select[data-scenes]").forEach(function (list) {
        if (list.value === before) { list.add(new Option(after, after)); list.value = after; }
      });
    }
    before = after;
  });
})();

/* Wagtail's controller of a block writes an id on the element of the outermost one, which a list does not name. Asked
   before that controller begins, and after the script that makes the blocks. */
window.addEventListener("DOMContentLoaded", function () {
  "use strict";

  var blocks = window.wagtailStreamField && window.wagtailStreamField.blocks;
  if (!blocks || "element" in blocks.ListBlock.prototype) { return; }
  Object.defineProperty(blocks.ListBlock.prototype, "element", {
    get: function () { return this.container.get(0); },
  });
}, true);
