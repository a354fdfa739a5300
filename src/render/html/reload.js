// A page of `gilsim watch` looks whether there is a newer one. Files cannot be read from a page
// that is itself a file, but scripts beside it can be run.

const LOOK_EVERY = 500;

function watchForNewer({ file, stamp }) {
  window.gilsimReload = (newest, failed) => {
    if (newest !== stamp && !failed) location.reload();
    byId("stale").textContent = words.stale;
    byId("stale").hidden = !failed;
  };
  setInterval(() => {
    const script = element("script", { src: `${encodeURIComponent(file)}?${Date.now()}` });
    script.onload = script.onerror = () => script.remove();
    document.head.append(script);
  }, LOOK_EVERY);
}
