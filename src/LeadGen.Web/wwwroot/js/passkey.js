// Asks the device for a passkey, to sign in or to add one, and sends what it answers with the form. Without this file, and where a
// browser knows no passkeys, the form stays hidden and every other way works.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const keys = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

const forms = document.querySelectorAll("form[data-passkey]");
if (window.PublicKeyCredential) {
  for (const hidden of document.querySelectorAll("[data-with-passkeys]")) hidden.hidden = false;
  for (const form of forms) form.addEventListener("submit", (e) => answer(form, e));
} else {
  for (const none of document.querySelectorAll("[data-no-passkeys]")) none.hidden = false;
}

async function answer(form, event) {
  event.preventDefault();
  const [button, said] = [form.querySelector("button"), form.querySelector("[data-said]")];
  button.disabled = true;
  said.textContent = "Your device asks you now.";
  try {
    const { options, state } = form.dataset.options ? { options: form.dataset.options, state: form.elements.state.value } : await asked(form);
    const got = await (form.dataset.passkey === "make" ? made(JSON.parse(options)) : found(JSON.parse(options)));
    form.elements.state.value = state;
    form.elements.credential.value = JSON.stringify(got);
    form.submit();
  } catch (e) {
    said.textContent = words(e);
    button.disabled = false;
    button.focus();
  }
}

async function asked(form) {
  const answered = await fetch(form.dataset.ask, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answered.ok) throw new Error("unasked");
  return answered.json();
}

async function made({ challenge, user, excludeCredentials, ...rest }) {
  const key = await navigator.credentials.create({
    publicKey: {
      ...rest,
      challenge: bytes(challenge),
      user: { ...user, id: bytes(user.id) },
      excludeCredentials: keys(excludeCredentials),
    },
  });
  return whole(key, {
    attestationObject: text(key.response.attestationObject),
    transports: key.response.getTransports?.() ?? [],
  });
}

async function found({ challenge, allowCredentials, ...rest }) {
  const key = await navigator.credentials.get({
    publicKey: { ...rest, challenge: bytes(challenge), allowCredentials: keys(allowCredentials) },
  });
  const { authenticatorData, signature, userHandle } = key.response;
  return whole(key, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
}

function whole(key, response) {
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment,
    clientExtensionResults: {},
    response: { clientDataJSON: text(key.response.clientDataJSON), ...response },
  };
}

function words({ name }) {
  if (name === "NotAllowedError") return "Nothing was signed: you stopped it, it took too long, or this device has no passkey for LeadGen.";
  if (name === "InvalidStateError") return "This device has a passkey of yours already.";
  if (name === "SecurityError") return "Passkeys open this app only at its own address, by https. Ask an administrator.";
  return "That did not work. Try again, or sign in another way.";
}
