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
