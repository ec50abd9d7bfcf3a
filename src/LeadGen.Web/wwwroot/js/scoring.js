// Shows how far the scoring or a replay of all leads has come. Without this file a reload shows the same.

const every = 2_000; // ms
const part = document.querySelector("[data-refresh]");

async function refresh() {
  const answer = await fetch(part.dataset.refresh, { credentials: "same-origin" });
  if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return; // signed out, for one
  part.innerHTML = await answer.text();
  if ("reload" in part.dataset && !part.querySelector("[data-running]")) location.reload();
  follow();
}

function follow() {
  if (part.querySelector("[data-running]")) setTimeout(() => refresh().catch(() => setTimeout(follow, every * 5)), every);
}

if (part) follow();
