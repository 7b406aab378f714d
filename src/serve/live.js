// Only on pages shown by `scorebook serve`: reloads them when there is a new build. A page nobody looks at keeps no
// connection, since a browser has only six to a server, and looks for news when somebody does.
(() => {
  const shown = document.currentScript.dataset.build;
  const zh = document.documentElement.lang.startsWith("zh");
  const words = {
    building: zh ? "正在重新生成…" : "Rebuilding…",
    away: zh ? "scorebook serve 没有响应" : "scorebook serve does not answer",
  };
  const note = document.createElement("p");
  note.className = "scorebook-note";
  note.setAttribute("role", "status");
  document.body.append(note);

  let news;
  const listen = () => {
    if (news || document.hidden) return;
    news = new EventSource("/_scorebook/events");
    news.addEventListener("building", () => { note.textContent = words.building; });
    news.addEventListener("build", (event) => {
      note.textContent = "";
      if (event.data !== shown) location.reload();
    });
    news.addEventListener("error", () => {
      note.textContent = words.away;
      if (news?.readyState === EventSource.CLOSED) rest(); // the browser gave up for good
    });
  };
  const rest = () => {
    news?.close();
    news = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  setInterval(listen, 5000);
})();
