// Tells the host of this script what is looked at on a page, after the visitor agreed; before that it keeps and sends nothing.
((window, document, location, settings) => {
  const tag = document.currentScript;
  const host = new URL(tag.src).origin;
  const safe = location.protocol === "https:";
  const name = (safe ? "__Host-" : "") + settings.cookie;
  const elsewhere = tag.dataset.ask === "no";
  const silent = !settings.on || navigator.globalPrivacyControl;
  const kept = /^utm_|^([gdy]cl|msclk|fbc?l|ttcl|twcl)id$|^[gw]braid$|^li_fat_id$|^rdt_cid$|^ScCid$|^epik$|^mc_cid$/;
  let id = (document.cookie.match("(?:^|; )" + name + "=([^;]*)") || [])[1];
  let bar;

  const isKnown = () => id && id !== settings.refused;
  const keep = value => {
    id = value;
    document.cookie = `${name}=${value}; Path=/; Max-Age=${settings.age}; SameSite=Lax${safe ? "; Secure" : ""}`;
  };
  const newId = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, c =>
      (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const send = body => {
    if (!silent && isKnown()) navigator.sendBeacon(host + "/track", JSON.stringify({ visitor: id, ...body }));
  };
  const view = () => {
    const query = new URLSearchParams();
    new URLSearchParams(location.search).forEach((value, key) => kept.test(key) && query.append(key, value));
    return { kind: "page_view", path: location.pathname, query: query + "", referrer: document.referrer.split(/[?#]/)[0] };
  };

  const close = () => {
    if (bar) bar.remove();
    document.documentElement.style.scrollPaddingBottom = bar = "";
  };
  const consent = yes => {
    close();
    if (silent) return;
    if (!yes) {
      send({ consent: false, version: settings.version });
      keep(settings.refused);
    } else {
      if (!isKnown()) keep(newId());
      send({ consent: true, version: elsewhere ? "site" : settings.version, events: [view()] });
    }
  };

  const make = (kind, text, style) => {
    const element = document.createElement(kind);
    element.textContent = text;
    element.style.cssText = style;
    return element;
  };
  const ask = () => {
    const soft = "border:1px solid var(--edge,currentColor);border-radius:var(--radius,6px);";
    bar = make("section", "", soft + "position:fixed;z-index:99999;inset:auto 0 0;margin:0 auto 12px;box-sizing:border-box;" +
      "width:min(46rem,calc(100% - 24px));padding:12px 16px;display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;" +
      "background:var(--surface,Canvas);color:var(--ink,CanvasText);font:15px/1.45 system-ui,sans-serif;box-shadow:0 4px 24px #0004");
    bar.setAttribute("aria-label", settings.label);
    bar.append(make("p", settings.text, "flex:1 1 18rem;margin:0;font:inherit"));
    const row = make("div", "", "display:flex;gap:8px");
    [[settings.yes, true], [settings.no, false]].forEach(([text, yes]) => {
      const button = make("button", text, soft + "min-height:40px;padding:6px 16px;background:var(--paper,Canvas);color:inherit;font:inherit;cursor:pointer");
      button.type = "button";
      button.onclick = () => consent(yes);
      row.append(button);
    });
    bar.append(row);
    document.body.prepend(bar);
    document.documentElement.style.scrollPaddingBottom = bar.offsetHeight + 24 + "px";
  };

  window.leadgen = {
    consent,
    view: () => send({ events: [view()] }),
    track: (kind, properties) => send({ events: [{ ...view(), kind, properties }] }),
    get visitor() { return !silent && isKnown() ? id : null; },
  };
  if (silent) return;
  if (id) window.leadgen.view();
  else if (!settings.ask) {
    keep(newId());
    send({ fresh: true, events: [view()] });
  }
  else if (!elsewhere) document.body ? ask() : addEventListener("DOMContentLoaded", ask);
})(window, document, location, "{settings}");
