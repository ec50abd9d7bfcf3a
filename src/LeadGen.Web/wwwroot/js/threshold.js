// Moves the threshold without asking the server: all that moves with it came with the page. Without this file the form does the same.

const panel = document.querySelector("[data-threshold]");
if (panel) {
  const rows = JSON.parse(document.getElementById("thresholds").textContent); // [points, per week, low, high, above, good, bad]
  const [slider, box, keep] = [panel.querySelector("[data-slider]"), panel.querySelector("#points"), panel.querySelector("[data-keep]")];
  const [svg, line] = [panel.querySelector("svg"), panel.querySelector("[data-line]")];
  const tiles = [...panel.querySelectorAll(".stat .value")];
  const step = rows.length > 1 ? rows[1][0] - rows[0][0] : 1;
  const present = rowAt(Number(panel.dataset.threshold));
  const good = Number(panel.dataset.good); // some never reached the least of the thresholds
  const judgedOfAll = Number(panel.dataset.judged);
  const named = document.querySelector("[data-named]");
  const number = new Intl.NumberFormat("en");
  const enough = 30;

  for (const hidden of panel.querySelectorAll("[hidden]")) hidden.hidden = false;
  slider.addEventListener("input", () => show(Number(slider.value)));
  box.addEventListener("change", () => show(Number(box.value)));
  for (const button of panel.querySelectorAll("[data-by]"))
    button.addEventListener("click", () => show(Number(slider.value) + Number(button.dataset.by) * step));
  svg.addEventListener("pointerdown", (e) => {
    drag(e);
    svg.setPointerCapture(e.pointerId);
    svg.addEventListener("pointermove", drag);
    svg.addEventListener("pointerup", () => svg.removeEventListener("pointermove", drag), { once: true });
  });

  function drag(e) {
    const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
    show(Math.round(Number(svg.dataset.low) + at.x / Number(svg.dataset.per)));
  }

  function rowAt(points) {
    return rows[Math.min(rows.length - 1, Math.max(0, Math.floor((points - rows[0][0]) / step)))];
  }

  function show(wanted) {
    if (!Number.isFinite(wanted)) return;
    const row = rowAt(wanted);
    const [at, perWeek, low, high, above, liked, unliked] = row;
    slider.value = box.value = keep.value = at;
    const x = (at - Number(svg.dataset.low)) * Number(svg.dataset.per);
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    for (const bar of svg.querySelectorAll("[data-from]")) bar.setAttribute("class", Number(bar.dataset.from) < at ? "below" : "leads");
    tiles[0].textContent = weekly(perWeek);
    out("range", `${weekly(low)} to ${weekly(high)} in eight weeks of ten`);
    tiles[1].textContent = number.format(above);
    out("aboveChange", `${points(above - present[4])} against now`);
    share("precision", 2, liked, liked + unliked);
    share("recall", 3, liked, good);
    tiles[4].textContent = lift(liked, liked + unliked);
    out("judged", judged(row));
    for (const team of panel.querySelectorAll("[data-gets]")) capacity(team, perWeek - present[1]);
    // The names came with the page, for the threshold that it was asked for.
    const moved = at !== Number(named.dataset.named);
    named.querySelector("[data-moved]").hidden = !moved;
    named.querySelector("[data-names]").hidden = moved;
  }

  function lift(hits, of) {
    return of < enough || judgedOfAll < enough || good === 0 ? "–" : `${(hits / of / (good / judgedOfAll)).toFixed(1)}×`;
  }

  // What comes on top goes to teams as MQLs went so far; what is more than they start waits.
  function capacity(team, more) {
    const [gets, starts, part] = [Number(team.dataset.gets), Number(team.dataset.starts), Number(team.dataset.part)];
    const would = Math.max(0, gets + more * part);
    team.querySelector("[data-cell=gets]").textContent = weekly(would);
    team.querySelector("[data-cell=late]").textContent = would > starts ? `${percent(1 - starts / would)} would wait` : "none";
  }

  function judged([at, , , , , wanted, unwanted]) {
    const [more, bad] = [wanted - present[5], unwanted - present[6]];
    if (more + bad > 0) return `Of ${more + bad} judged leads like those you would add, sales did not want ${bad}.`;
    if (more + bad < 0) return `Of ${-more - bad} judged leads like those you would leave out, sales wanted ${-more}.`;
    return at === present[0] ? "This is where it stands." : "Sales judged no lead in between.";
  }

  // As the page has it: Wilson's interval, and nothing at all where there are too few.
  function share(name, tile, hits, of) {
    if (of < enough) {
      tiles[tile].textContent = "–";
      out(name, of === 0 ? "none judged" : `${number.format(hits)} of ${number.format(of)}: not enough verdicts`);
      return;
    }
    const z = 1.959963984540054;
    const rate = hits / of;
    const middle = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of);
    const half = (z / (1 + (z * z) / of)) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
    tiles[tile].textContent = percent(rate);
    out(name, `${percent(rate)} (${whole(Math.max(0, middle - half))} to ${percent(Math.min(1, middle + half))}) of ${number.format(of)}`);
  }

  function out(name, text) {
    panel.querySelector(`[data-out="${name}"]`).textContent = text;
  }

  function points(n) {
    return `${n > 0 ? "+" : n < 0 ? "−" : ""}${number.format(Math.abs(n))}`;
  }

  function weekly(n) {
    return n < 10 ? String(Math.round(n * 10) / 10) : number.format(Math.round(n));
  }

  function percent(rate) {
    return `${whole(rate)} %`;
  }

  // Fifteen digits, as the server rounds: 28.499999999999996 is 28.5.
  function whole(rate) {
    return Math.round((rate * 100).toPrecision(15));
  }
}
