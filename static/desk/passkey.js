// Says in words when the browser and the passkey did not come together; the page stays as it is.
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const text = document.getElementById("passkey-trouble");
  if (!text) return;
  text.hidden = false;
  text.scrollIntoView({ block: "nearest" });
});
