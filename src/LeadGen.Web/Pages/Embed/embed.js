(offer) => {
  "use strict";
  // Puts the form of one offer in the place of each link to it: <a data-leadgen="…">. Whatever goes wrong, the link stays.
  const script = document.currentScript;
  const base = new URL((script && script.src) || offer.base, location.href).origin;
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    element.textContent = text ?? "";
    element.className = className ?? "";
    return element;
  };

  let trusted = (html) => html;
  if (window.trustedTypes) {
    try {
      const policy = trustedTypes.createPolicy("leadgen-" + offer.slug, { createHTML: (html) => html });
      trusted = (html) => policy.createHTML(html);
    } catch {
      // The site allows no policy of ours; where it demands one too, the link stays.
    }
  }

  const show = (link) => {
    const host = make("div");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(offer.css);
    root.adoptedStyleSheets = [sheet];
    let form;
    let isSending = false;

    // The whole form, or one step of it.
    const stand = (markup) => {
      const box = make("div");
      box.innerHTML = trusted(markup);
      const next = box.querySelector("form");
      next.action = base + next.getAttribute("action");
      next.addEventListener("submit", send);
      form ? form.replaceWith(next) : root.append(next);
      form = next;
    };
    const fill = (name, value) => (form.elements[name].value = value);

    const clear = () => {
      root.querySelectorAll(".error, .error-summary").forEach((element) => element.remove());
      root.querySelectorAll(".invalid").forEach((element) => element.classList.remove("invalid"));
      for (const control of root.querySelectorAll("[aria-invalid]")) {
        control.removeAttribute("aria-invalid");
        const hint = root.getElementById(control.id + "-hint");
        hint ? control.setAttribute("aria-describedby", hint.id) : control.removeAttribute("aria-describedby");
      }
    };

    const mark = (control, message) => {
      const field = control.closest(".field");
      const error = make("p", "", "error");
      error.id = control.id + "-error";
      error.append(make("span", offer.words.error, "visually-hidden"), message);
      field.classList.add("invalid");
      field.insertBefore(error, field.querySelector(":scope > .choice, :scope > input, :scope > select, :scope > textarea"));
      control.setAttribute("aria-invalid", "true");
      const described = control.getAttribute("aria-describedby");
      control.setAttribute("aria-describedby", described ? described + " " + error.id : error.id);
    };

    // The same as on our own page: what is wrong above, each leading to its field, which says it too.
    const problems = (errors, message) => {
      clear();
      const summary = make("div", "", "error-summary");
      summary.tabIndex = -1;
      summary.setAttribute("role", "alert");
      summary.append(make("h2", message ?? offer.words.problem));
      const list = make("ul");
      const controls = [...form.elements];
      for (const [name, text] of Object.entries(errors)) {
        const control = controls.find((one) => one.name === name);
        const item = make("li");
        if (control) {
          mark(control, text);
          const to = make("a", text);
          to.href = "#" + control.id;
          to.addEventListener("click", (event) => {
            event.preventDefault();
            control.focus();
          });
          item.append(to);
        } else {
          item.append(text);
        }
        list.append(item);
      }
      if (list.children.length) {
        summary.append(list);
      }
      form.prepend(summary);
      summary.focus();
      return summary;
    };

    const failed = () => {
      const away = make("a", offer.words.away);
      away.href = form.action;
      problems({}, offer.words.failed).append(away);
    };

    const thank = (said) => {
      const thanks = make("div", "", "thanks");
      thanks.tabIndex = -1;
      thanks.append(make("h2", said.heading));
      if (said.text) {
        thanks.append(make("p", said.text));
      }
      const next = make("a", said.label, "button");
      next.href = base + said.link;
      thanks.append(next);
      form.replaceWith(thanks);
      thanks.focus();
    };

    const goOn = (markup) => {
      stand(markup);
      const heading = form.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus();
    };

    const send = async (event) => {
      event.preventDefault();
      if (isSending) {
        return;
      }
      isSending = true;
      const button = form.querySelector("button");
      button.setAttribute("aria-disabled", "true");
      let refused = "";
      const note = (violation) => {
        if (violation.blockedURI.startsWith(base)) {
          refused = violation.effectiveDirective;
        }
      };
      document.addEventListener("securitypolicyviolation", note);
      if (form.elements.visitor) {
        // Of a browser whose owner agreed, as the script that tracks on this page has kept it.
        fill("visitor", (window.leadgen && window.leadgen.visitor) || "");
      }
      const told = () => new Promise((done) => setTimeout(done, 200));
      try {
        const answer = await fetch(base + "/embed/" + offer.slug, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          credentials: "omit",
        });
        const said = await answer.json();
        !answer.ok ? problems(said.errors ?? {}, said.message) : said.form ? goOn(said.form) : thank(said);
      } catch {
        await told();
        if (refused === "connect-src") {
          // The site lets no script of ours talk to us. A form may still go there, with the whole page.
          form.submit();
          await told();
        }
        if (refused !== "connect-src") {
          failed();
        }
      } finally {
        document.removeEventListener("securitypolicyviolation", note);
        button.removeAttribute("aria-disabled");
        isSending = false;
      }
    };

    stand(offer.form);
    fill("landing_page", location.href.split("#")[0]);
    fill("landing_referrer", document.referrer);
    // One for each time the form is shown, so that a double click counts once.
    fill("submission_part", (crypto.randomUUID && crypto.randomUUID()) || Date.now() + "-" + Math.random());
    link.replaceWith(host);
  };

  const start = () => {
    if (!offer.origins.includes(location.origin)) {
      console.warn("LeadGen: " + location.origin + " is not among the sites of the offer " + offer.slug + "; its link stays a link.");
      return;
    }
    for (const link of document.querySelectorAll('a[data-leadgen="' + offer.slug + '"]')) {
      try {
        show(link);
      } catch (error) {
        console.warn("LeadGen: the form can't be shown here; its link stays a link.", error);
      }
    }
  };

  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
}
